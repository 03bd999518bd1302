// Says that a file is too large as soon as it is chosen, instead of after half an hour of sending it.
document.addEventListener("change", ({ target }) => {
  const most = Number(target.dataset?.mostBytes);
  if (!most) return;
  document.getElementById(`${target.id}-too-large`)?.remove();
  if (!target.files[0] || target.files[0].size <= most) return;
  target.value = "";
  const message = document.createElement("p");
  message.id = `${target.id}-too-large`;
  message.className = "error-message";
  message.setAttribute("role", "alert");
  message.textContent = target.dataset.tooLarge;
  target.after(message);
});
