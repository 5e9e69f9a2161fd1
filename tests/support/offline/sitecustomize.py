"""Python runs this at start-up when its folder is on PYTHONPATH: child processes are offline as well."""

import network_block

network_block.install()
