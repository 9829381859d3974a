// Follows work in the background. Pages work without this: they reload themselves instead.
const work = document.querySelector("[data-job]");
if (work) {
  const bar = work.querySelector("progress");
  const told = work.querySelector(".told");
  const events = new EventSource(`/jobs/${work.dataset.job}/events`);
  events.onmessage = (event) => {
    const now = JSON.parse(event.data);
    if (bar) bar.value = now.share;
    if (told && now.told) told.textContent = now.told;
    if (["done", "failed", "cancelled"].includes(now.state)) {
      events.close();
      location.assign(now.state === "done" ? now.then : location.href);
    }
  };
}
// After a part of the page was replaced, focus goes to what is wrong, if anything is.
document.addEventListener("htmx:afterSwap", (event) => {
  event.detail.target?.querySelector(".errors")?.focus();
});
