// Follows work in the background. Pages work without this: they reload themselves instead.
const follow = (work) => {
  work.dataset.followed = "yes";
  const bar = work.querySelector("progress");
  const told = work.querySelector(".told");
  const page = `/jobs/${work.dataset.job}`;
  const events = new EventSource(`${page}/events`);
  events.onmessage = (event) => {
    const now = JSON.parse(event.data);
    bar.value = now.share;
    if (now.told) told.textContent = now.told;
    if (!["done", "failed", "cancelled"].includes(now.state)) return;
    events.close();
    // What went wrong is told on the work's own page; asking here again would begin it anew.
    location.assign(now.state === "done" ? now.then : page);
  };
  events.onerror = () => {
    if (events.readyState === EventSource.CLOSED) location.assign(page);
  };
};

const followAll = () => document.querySelectorAll("[data-job]:not([data-followed])").forEach(follow);

followAll();
document.addEventListener("htmx:afterSettle", followAll);

// After a part of the page was replaced, focus goes to what is wrong, if anything is.
document.addEventListener("htmx:afterSwap", (event) => {
  event.detail.target?.querySelector(".errors")?.focus();
});

// A file that is too large is told beside its field at once, so that nothing is sent in vain.
document.addEventListener("change", ({ target }) => {
  if (!target.dataset.largest) return;
  const isTooLarge = target.files[0]?.size > Number(target.dataset.largest);
  target.setCustomValidity(isTooLarge ? "This file is too large: at most 2 MB are read. Choose a smaller one." : "");
  target.reportValidity();
});
