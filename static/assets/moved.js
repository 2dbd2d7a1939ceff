// Redirects to the address where a page is now, with the query and the fragment that were asked for. The `refresh` of a
// page without scripts goes to one address that stands in the page, so it loses both.
const link = document.querySelector("a");
if (link) {
  const target = new URL(link.href);
  target.search = location.search;
  target.hash = location.hash;
  location.replace(target);
}
