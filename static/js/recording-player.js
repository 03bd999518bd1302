/**
 * <recording-player>: a chapter begins in the player above it instead of opening the file by itself.
 *
 * Without this script every chapter is a link to its moment in the file, which browsers understand.
 */
class RecordingPlayer extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-seconds]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      const media = this.querySelector("video, audio");
      media.currentTime = Number(link.dataset.seconds);
      media.play().catch(() => location.assign(link.href));
      media.focus();
    });
  }
}

customElements.define("recording-player", RecordingPlayer);
