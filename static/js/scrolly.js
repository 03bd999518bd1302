/**
 * <scroll-story>: says which of its steps is read now; the style sheet keeps that one on the stage.
 *
 * Without this script, on phones, on paper and for readers who want less motion every step shows its own in order.
 */
class ScrollStory extends HTMLElement {
  connectedCallback() {
    this.steps = [...this.querySelectorAll(":scope > ol > li")];
    this.toggleAttribute("ready", true);
    this.show(this.steps[0]);
    const observer = new IntersectionObserver(
      (entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => this.show(target.parentElement)),
      { rootMargin: "-50% 0px -50% 0px" },
    );
    for (const step of this.steps) observer.observe(step.querySelector(".scrolly__words"));
    // A link on a stage that is not seen yet comes to the front when a reader tabs to it.
    this.addEventListener("focusin", ({ target }) => this.show(target.closest("scroll-story > ol > li")));
  }

  show(step) {
    for (const one of this.steps) {
      one.toggleAttribute("data-now", one === step);
      // A stage higher than the window scrolls, for the keyboard too.
      const stage = one.querySelector(".scrolly__stage");
      stage.tabIndex = stage.scrollHeight > stage.clientHeight ? 0 : -1;
    }
  }
}

customElements.define("scroll-story", ScrollStory);
