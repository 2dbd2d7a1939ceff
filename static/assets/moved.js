// Leads on to the address where a page is now, and keeps the row that was asked for: the `refresh` of a page without
// scripts cannot carry what stands behind the `#`.
const page = document.querySelector("a");
if (page) location.replace(page.href + location.hash);
