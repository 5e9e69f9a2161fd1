// Lets the page's script send files to the server, and say which have been sent.
window.qaUpload = upload;
window.qaDropped = (data) => trigger('dropped', data);
document.dispatchEvent(new Event('qa-upload'));
