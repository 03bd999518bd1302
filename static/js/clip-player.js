/** <clip-player>: one button that plays the stretch in the address of its recording (#t=52,77) and nothing beside it. */
class ClipPlayer extends HTMLElement {
  connectedCallback() {
    this.media = this.querySelector("audio, video");
    this.button = this.querySelector("button");
    [this.from, this.to] = this.media.src.split("#t=")[1].split(",").map(Number);
    this.media.controls = this.button.hidden = false;
    this.button.addEventListener("click", () => this.press());
    for (const name of ["timeupdate", "play", "pause"]) this.media.addEventListener(name, () => this.show());
  }

  press() {
    const { media, from, to } = this;
    if (!media.paused) return media.pause();
    if (media.currentTime < from || media.currentTime > to - 0.1) media.currentTime = from;
    media.play().catch(() => {});
  }

  show() {
    const { media, from, to } = this;
    const played = (media.currentTime - from) / (to - from);
    if (played >= 1) media.pause();
    this.button.ariaPressed = String(!media.paused);
    this.style.setProperty("--played", Math.min(1, Math.max(0, played)));
  }
}

customElements.define("clip-player", ClipPlayer);

// One voice at a time on a page.
const hush = ({ target }) => document.querySelectorAll("audio, video").forEach((one) => one !== target && one.pause());
document.addEventListener("play", hush, true);
