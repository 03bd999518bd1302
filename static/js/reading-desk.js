/**
 * <reading-desk>: searches the transcript and changes its language in place: the sound goes on, nobody loses her line.
 * It shows what the server answers at the address to which the form or link leads without this script.
 */
const top = (row) => row.getBoundingClientRect().top;

class ReadingDesk extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => this.find(event));
    this.addEventListener("click", (event) => this.press(event));
    this.count();
  }

  count() {
    this.found = [...this.querySelectorAll("[data-at]:has(mark)")];
    this.place = -1;
    this.form.querySelector(".finder__steps").hidden = !this.found.length;
  }

  find(event) {
    const { q } = this.form;
    event.preventDefault();
    if (q.value && q.value === q.defaultValue) this.step(1);
    else this.turn("q", q.value).then(() => this.step(1));
  }

  press(event) {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    if (target.matches(".finder__steps button")) this.step(Number(target.value));
    const { way } = target.dataset;
    if (way === undefined || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    this.turn("transcript", way).then(() => this.querySelector("[data-way][aria-current]").focus({ preventScroll: true }));
  }

  /** On to the next place, round and round. */
  step(by) {
    const count = this.found.length;
    if (!count) return;
    this.place = (Math.max(this.place, by < 0 ? 0 : -1) + by + count) % count;
    const row = this.found[this.place];
    row.dispatchEvent(new CustomEvent("sentence", { bubbles: true, detail: "chosen" }));
    row.scrollIntoView({ block: "center" });
  }

  /** Show the page as it is with another value in its query. */
  async turn(name, value) {
    const url = new URL(location);
    url.searchParams.set(name, value);
    if (!value) url.searchParams.delete(name);
    let page;
    try {
      page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html").querySelector("reading-desk");
      page.matches("*");
    } catch {
      location.assign(url);
      return;
    }
    const seen = [...this.querySelectorAll("[data-at]")].find((row) => top(row) > 0);
    const was = seen && top(seen);
    for (const part of ["sentence-list", ".reading__ways"]) {
      const fresh = [...page.querySelectorAll(part)];
      this.querySelectorAll(part).forEach((old) => old.replaceWith(fresh.shift()));
    }
    this.querySelector("[role=status]").replaceChildren(...page.querySelector("[role=status]").childNodes);
    history.replaceState(null, "", url);
    this.form.q.defaultValue = url.searchParams.get("q") ?? "";
    this.count();
    const row = document.getElementById(seen?.id);
    row?.scrollIntoView({ behavior: "instant" });
    if (row) window.scrollBy(0, top(row) - was);
  }
}

customElements.define("reading-desk", ReadingDesk);
