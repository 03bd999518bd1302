/**
 * <click-to-load>: plays a film of another host in the place of its picture, once a reader asks for it.
 *
 * Before the click nothing is asked of that host. Without this script the button stays hidden and the link under the
 * picture leads to the film.
 */
class ClickToLoad extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => this.load());
  }

  load() {
    const frame = document.createElement("iframe");
    frame.title = this.dataset.title;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    // YouTube plays nothing for a page that does not say on which site it stands; which page it is stays with us.
    frame.referrerPolicy = "strict-origin";
    frame.src = this.dataset.src;
    this.replaceChildren(frame);
    frame.focus();
  }
}

customElements.define("click-to-load", ClickToLoad);
