// Package web serves the library as pages and as a JSON API.
//
// # Routes
//
//	GET /                          the desk: search box, hits, the chosen document
//	GET /scripts/{id} …            the page of a document, by kind
//	GET /scripts, /cases, …        the documents of a kind
//	GET /classes, /classes/{id}    the classes; everything of one class
//	GET /api/v1/search             q, kind, class, category, limit, offset
//	GET /api/v1/documents/{id}     a document; ?format=md for its source
//	GET /api/v1/classes            the classes by category
//	GET /healthz, /readyz          alive; ready, with the defects of the library
//	GET /assets/{name}             styles and scripts under content-hashed names
//
// # Design
//
//   - A page function returns a view; one adapter renders it to a buffer and
//     only then writes, so a template that fails half-way gives an error page,
//     not half a page. A sibling adapter does JSON. [Server.fail] alone knows
//     status codes.
//   - Each request is answered from one [Snapshot], so a reload in the middle
//     cannot mix two states of the library.
//   - The desk works without JavaScript: the form is an ordinary form and each
//     hit an ordinary link. The script asks for the same page with part=1 and
//     puts the fragments in place, so there is one rendering of a hit.
//   - The content security policy allows no inline script or style and no other
//     host; assets are embedded and cached for ever under names that change
//     with their content.
package web
