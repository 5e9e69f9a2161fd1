"""What the machine says of its processor."""

from __future__ import annotations

import pytest

from qa.encoding import int8, processor

PAIRS = {0: "0,4", 1: "1,5", 4: "0,4", 5: "1,5"}


def test_two_threads_of_a_core_are_one_core(tmp_path, monkeypatch):
    for number, siblings in PAIRS.items():
        folder = tmp_path / f"cpu{number}" / "topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(f"{siblings}\n")
    monkeypatch.setattr(processor, "_SYSTEM", tmp_path)
    monkeypatch.setattr(processor.os, "sched_getaffinity", lambda _: set(PAIRS), raising=False)
    assert processor.cores() == 2
    monkeypatch.setattr(processor.os, "sched_getaffinity", lambda _: {0, 4}, raising=False)
    assert processor.cores() == 1
    # A system that says nothing of cores: every thread is one.
    monkeypatch.setattr(processor, "_SYSTEM", tmp_path / "nothing")
    assert processor.cores() == 2
    monkeypatch.delattr(processor.os, "sched_getaffinity", raising=False)
    assert processor.cores() == (processor.os.cpu_count() or 1)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("fpu avx512f", "float32"),
        ("fpu avx512f avx512_vnni", "int8"),
        ("fpu avx2 avx_vnni", "int8"),
        ("fpu avx512f avx512_vnni avx512_bf16", "int8"),
        ("fpu avx512f avx512_vnni avx512_bf16 amx_bf16 amx_int8", "bfloat16"),
        ("fpu avx512f avx512_bf16", "bfloat16"),
        ("fpu amx_tile amx_bf16", "bfloat16"),
        ("fp asimd bf16 i8mm", "bfloat16"),
    ],
)
def test_a_number_type_only_where_it_is_built_in(tmp_path, monkeypatch, flags, expected):
    (tmp_path / "cpuinfo").write_text(f"processor : 0\nflags : {flags}\n")
    monkeypatch.setattr(processor, "_FACTS", tmp_path / "cpuinfo")
    monkeypatch.setattr(int8, "is_supported", lambda: True)
    assert processor.number_type() == expected
    if expected == "int8":
        monkeypatch.setattr(int8, "is_supported", lambda: False)
        assert processor.number_type() == ("bfloat16" if "avx512_bf16" in flags else "float32")
    monkeypatch.setattr(processor, "_FACTS", tmp_path / "nothing")
    assert processor.number_type() == "float32"
