/**
 * <sound-bar media="id of the player">: plays, says the time, sets the speed. Keeps these, and whether the box beside it
 * is ticked, in this tab only.
 */
class SoundBar extends HTMLElement {
  connectedCallback() {
    const media = (this.media = document.getElementById(this.getAttribute("media")));
    [this.button, this.time, this.rate] = this.querySelectorAll("button, span, select");
    this.follow = this.parentElement.querySelector("[type=checkbox]");
    const [at, rate, follow] = this.keep() ?? [0, 1, true];
    media.currentTime = at;
    this.follow.checked = follow;
    media.playbackRate = media.defaultPlaybackRate = rate;
    this.button.addEventListener("click", () => (media.paused ? media.play().catch(() => {}) : media.pause()));
    this.rate.addEventListener("change", () => (media.playbackRate = this.rate.value));
    this.follow.addEventListener("change", () => this.show());
    for (const name of ["timeupdate", "seeking", "play", "pause", "ratechange"]) media.addEventListener(name, () => this.show());
    this.hidden = false;
    this.show();
  }

  show() {
    const { currentTime: at, paused, playbackRate: rate } = this.media;
    this.button.ariaPressed = String(!paused);
    this.time.textContent = new Date(at * 1000).toISOString().slice(at < 3600 ? 14 : 11, 19).replace(/^0/, "");
    this.rate.value = rate;
    // Of who only reads, nothing is kept.
    if (at || !this.follow.checked || this.keep()) this.keep([at, rate, this.follow.checked]);
  }

  /** Remember, or without a value recall; a browser may forbid both. */
  keep(value) {
    const key = location.pathname + this.media.id;
    try {
      return value ? sessionStorage.setItem(key, JSON.stringify(value)) : JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  }
}

customElements.define("sound-bar", SoundBar);
