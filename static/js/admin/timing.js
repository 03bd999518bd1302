/**
 * <transcript-timing>: one key for each sentence while the recording plays.
 *
 * Everything is written into the times of the form inside, which works without this script, and sent by itself a
 * moment after each change. The keys work while the button [data-do=tap] has the focus, so that they are in nobody's
 * way; the page says which they are.
 */
const KEYS = { p: "toggle", r: "again", ArrowLeft: "earlier", ArrowRight: "later", ArrowUp: "previous", ArrowDown: "following", Backspace: "undo" };
const STEP = 0.1;

const seconds = (words) => words.split(":").reduce((sum, part) => sum * 60 + Number(part.replace(",", ".")), 0);

function written(time) {
  const whole = Math.round(time * 1000) / 1000;
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(Math.round((whole % 60) * 1000) / 1000).replace(/^(\d)(?!\d)/, "0$1");
  return whole < 3600 ? `${minutes}:${rest}` : `${Math.floor(whole / 3600)}:${String(minutes).padStart(2, "0")}:${rest}`;
}

class TranscriptTiming extends HTMLElement {
  connectedCallback() {
    this.media = this.querySelector("audio, video");
    this.form = this.querySelector("form");
    this.times = [...this.form.querySelectorAll("[name=start]")];
    this.undone = [];
    this.querySelector(".bbc-timing__keys").hidden = false;
    this.addEventListener("click", ({ target }) => this[target.closest("button[data-do]")?.dataset.do]?.());
    this.querySelector("[data-do=tap]").addEventListener("keydown", (event) => this.key(event));
    this.querySelector("select").addEventListener("change", ({ target }) => (this.media.playbackRate = Number(target.value)));
    this.form.addEventListener("input", () => this.saveSoon());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.media.addEventListener("pause", () => this.saveSoon());
    const resume = () => (this.media.currentTime = this.form.elements.position.value / 1000);
    this.media.readyState ? resume() : this.media.addEventListener("loadedmetadata", resume, { once: true });
    window.addEventListener("pagehide", () => this.timer && this.save());
    this.point(this.next);
    this.querySelector("[data-do=tap]").focus({ preventScroll: true });
  }

  get next() {
    return Number(this.form.elements.next.value);
  }

  key(event) {
    const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this[action]();
  }

  tap() {
    const place = this.next;
    if (place >= this.times.length) return this.say(this.dataset.end);
    this.write(place, written(this.media.currentTime));
    this.point(place + 1);
  }

  toggle() {
    this.media.paused ? this.media.play() : this.media.pause();
  }

  again() {
    const time = this.times[this.next - 1]?.value;
    if (time) this.media.currentTime = seconds(time);
    this.media.play();
  }

  earlier(step = -STEP) {
    const time = this.times[this.next - 1]?.value;
    if (time) this.write(this.next - 1, written(Math.max(0, seconds(time) + step)));
  }

  later() {
    this.earlier(STEP);
  }

  previous(step = -1) {
    this.point(Math.min(this.times.length, Math.max(0, this.next + step)));
    this.saveSoon();
  }

  following() {
    this.previous(1);
  }

  undo() {
    const last = this.undone.pop();
    if (!last) return;
    this.times[last.place].value = last.value;
    this.point(last.next);
    this.say(this.dataset.undone, last.place, last.value || this.dataset.none);
    this.saveSoon();
  }

  write(place, value) {
    this.undone.push({ place, value: this.times[place].value, next: this.next });
    this.times[place].value = value;
    this.say(this.dataset.set, place, value);
    this.saveSoon();
  }

  /** Only the time of the next sentence is a stop of the Tab key, of hundreds. */
  point(place) {
    this.form.elements.next.value = place;
    this.times.forEach((time, index) => {
      time.tabIndex = index === place ? 0 : -1;
      time.closest("li").toggleAttribute("aria-current", false);
    });
    const row = this.times[place]?.closest("li");
    row?.setAttribute("aria-current", "true");
    row?.scrollIntoView({ block: "center" });
  }

  say(words, place, time) {
    this.querySelector("[role=status]").textContent = words.replace("##", time).replace("#", place + 1);
  }

  saveSoon() {
    this.querySelector("output").value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), 800);
  }

  /** One after the other: each answer says the version that the next one is of. */
  save() {
    clearTimeout(this.timer);
    this.timer = null;
    this.saved = Promise.resolve(this.saved).then(() => this.send());
    return this.saved;
  }

  async send() {
    if (this.refused) return;
    this.form.elements.position.value = Math.round(this.media.currentTime * 1000);
    const request = { method: "POST", body: new FormData(this.form), headers: { Accept: "application/json" }, keepalive: true };
    const response = await fetch(window.location.href, request).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (response?.ok) this.form.elements.version.value = answer.version;
    this.refused = response?.status === 409;
    // That all is well need not be said aloud after each key.
    this.querySelector("output").value = response?.ok ? this.dataset.kept : "";
    if (!response?.ok) this.say(answer?.errors?.join(" ") || this.dataset.failed);
  }

  async submit(event) {
    if (!this.timer && !this.saved) return;
    event.preventDefault();
    clearTimeout(this.timer);
    this.timer = null;
    await this.saved;
    // A form that is being submitted takes no second submission before this event is over.
    await new Promise((done) => setTimeout(done));
    this.saved = null;
    this.form.elements.position.value = Math.round(this.media.currentTime * 1000);
    this.form.requestSubmit(event.submitter);
  }
}

customElements.define("transcript-timing", TranscriptTiming);
