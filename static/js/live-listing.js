const top = (element) => element.getBoundingClientRect().top;

/**
 * <live-listing>: answers a listing's form in place.
 *
 * htmx does the fetching and swapping, by the attributes of the form inside. This element adds what a reader
 * would miss otherwise: addresses without empty fields, papers that stay unfolded, the ticked box staying under
 * the finger, a polite announcement of the new sentence, and an ordinary page load when the answer does not come.
 * Without this script the form's own button does the whole job.
 *
 * Expects inside: #selection (its heading is announced), #results, a form, and [role=status] that is not swapped.
 */
class LiveListing extends HTMLElement {
  connectedCallback() {
    if (!window.htmx) return;
    this.toggleAttribute("ready", true);
    this.addEventListener("htmx:configRequest", this.dropEmptyFields);
    this.addEventListener("htmx:oobBeforeSwap", this.keepUnfolded);
    this.addEventListener("htmx:beforeSwap", this.rememberPlace);
    this.addEventListener("htmx:afterSettle", this.restorePlace);
    this.addEventListener("htmx:afterSettle", this.announce);
    this.addEventListener("htmx:responseError", this.loadPage);
    this.addEventListener("htmx:sendError", this.loadPage);
    this.addEventListener("submit", this.foldPaper);
  }

  dropEmptyFields({ detail }) {
    for (const [name, value] of [...detail.formData.entries()]) {
      if (value === "") detail.formData.delete(name);
    }
  }

  keepUnfolded({ detail }) {
    for (const fold of this.querySelectorAll("details[id][open]")) {
      const next = detail.fragment.querySelector(`#${CSS.escape(fold.id)}`);
      if (next) next.open = true;
    }
  }

  /** The sentence above may grow or shrink by lines; what has the focus must not move for it. */
  rememberPlace() {
    const focused = document.activeElement;
    this.place = this.contains(focused) && focused.id ? { id: focused.id, top: top(focused) } : null;
  }

  restorePlace() {
    const focused = this.place && document.getElementById(this.place.id);
    if (focused) window.scrollBy(0, top(focused) - this.place.top);
    this.place = null;
  }

  announce() {
    const sentence = this.querySelector("#selection :is(h1, h2)").textContent.trim();
    const status = this.querySelector("[role=status]");
    if (status.textContent !== sentence) status.textContent = sentence;
  }

  loadPage({ detail }) {
    window.location.assign(detail.pathInfo.finalRequestPath);
  }

  /** On phones the paper covers the results: pressing the button folds it and moves on to them. */
  foldPaper() {
    const paper = this.querySelector("details.narrow");
    if (!paper?.open) return;
    paper.open = false;
    this.querySelector("#results").focus();
  }
}

customElements.define("live-listing", LiveListing);
