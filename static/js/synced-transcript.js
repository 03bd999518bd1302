/**
 * <synced-transcript media="id of the player">: shows the sentence that is heard, and plays from any other.
 * Addresses: #t=30, #t=30-33 (stops there), a sentence, a chapter.
 */
const span = (row) => row.dataset.at.split("-").map(Number);

class SyncedTranscript extends HTMLElement {
  connectedCallback() {
    this.media = document.getElementById(this.getAttribute("media"));
    if (!this.media) return;
    const on = (target, names, act) => names.split(" ").forEach((name) => target.addEventListener(name, act));
    this.follow = this.querySelector("[type=checkbox]");
    on(this.follow, "change", () => this.hear());
    on(this.media, "timeupdate seeking play", () => this.hear());
    on(this, "sentence", (event) => this.obey(event));
    on(this, "renewed", () => this.hear());
    on(this, "wheel touchmove pointerdown keydown", () => (this.quiet = Date.now() + 5000));
    on(window, "hashchange", () => this.go());
    // A passage in the address has been marked by the server.
    const now = this.querySelector(".is-now");
    if (now) this.media.currentTime = span(now)[0];
    this.hear();
    this.go();
  }

  get list() {
    return this.querySelector("sentence-list");
  }

  get rows() {
    return [...this.querySelectorAll("[data-at]")];
  }

  /** The sentence at a time; browsers round when they seek. */
  at(time) {
    return this.rows.findLast((row) => span(row)[0] <= time + 0.05);
  }

  obey({ target, detail }) {
    const { media } = this;
    if (detail === "paused" && !media.paused) media.pause();
    else if (detail === "paused" || detail === "played") {
      if (detail === "played") media.currentTime = span(target)[0];
      this.until = NaN;
      // A pause that comes before it plays is no fault.
      media.play().catch(() => {});
    }
  }

  hear() {
    const { media, follow } = this;
    this.toggleAttribute("following", follow.checked);
    if (media.currentTime >= this.until) this.until = media.pause();
    const row = this.at(media.currentTime);
    if (row && row !== this.now && (media.currentTime || !media.paused)) this.show(row);
  }

  show(row) {
    this.now = row;
    const track = this.querySelectorAll("rect");
    this.rows.forEach((other, place) => {
      other.classList.toggle("is-now", other === row);
      other.ariaCurrent = other === row ? "true" : null;
      track[place]?.classList.toggle("is-heard", other === row);
    });
    row.dispatchEvent(new CustomEvent("sentence", { bubbles: true, detail: "heard" }));
    if (row.matches(".is-shut")) setTimeout(() => this.leap(row), 1500);
    if (!this.follow.checked || Date.now() < this.quiet) return;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
    this.list.scrollTo({ top: row.offsetTop - this.list.clientHeight / 3, behavior });
  }

  /** What is withheld is seen for a moment, then left behind. */
  leap(row) {
    if (row === this.now && !this.media.paused) this.media.currentTime = span(row)[1] ?? this.media.currentTime;
  }

  /** Where the address says; what plays goes on playing there. */
  go() {
    const [, from, until] = location.hash.match(/^#t=([\d.]+)(?:[-,]([\d.]+))?$/) ?? [];
    const named = location.hash && document.getElementById(location.hash.slice(1));
    const isNamed = (row) => row === named || row.parentElement === named?.nextElementSibling;
    const row = from ? this.at(Number(from)) : this.rows.find(isNamed);
    if (!row) return;
    if (from) row.scrollIntoView({ block: "center" });
    this.until = Number(until);
    this.media.currentTime = from ?? span(row)[0];
    this.hear();
  }
}

customElements.define("synced-transcript", SyncedTranscript);
