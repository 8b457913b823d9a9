// Package web serves the library as pages and as a JSON API.
//
// # Routes
//
//	GET /                          the desk: search box, hits, the chosen document;
//	                               q, kind, class, category, offset, d (the document)
//	GET /scripts, /cases, …        the documents of a kind, by category
//	GET /scripts/{id} …            the page of a document; another kind in the path
//	                               leads to the right address
//	GET /classes, /classes/{id}    the classes; everything of one class
//	GET /api/v1/search             q, kind, class, category, limit, offset
//	GET /api/v1/suggest            q, limit: what a query may become
//	GET /api/v1/documents/{id}     a document; ?format=md for its source
//	GET /api/v1/classes            the classes by category
//	GET /healthz, /readyz          alive; ready, with the defects of the library
//	GET /assets/{name}             styles and scripts under content-hashed names
//
// HEAD works wherever GET does. An address has one form, whatever a client
// says it accepts.
//
// # Errors
//
// Below /api an error is {"code","message"}, elsewhere a page. The message is
// one sentence in Chinese.
//
//	400 bad_query, bad_request     a parameter that cannot be understood
//	400 too_long                   an address over 64 KiB
//	404 not_found                  no such page, document or asset
//	405 method_not_allowed         something else than GET or HEAD
//	499 canceled                   the client left; nobody reads it
//	500 internal                   anything unexpected, a panic too: logged under a
//	                               number, of which only the number is shown
//	503 not_ready                  there is no library yet
//
// # Design
//
//   - A page function returns a view; one adapter renders it to a buffer and
//     only then writes, so a template that fails half-way gives an error page,
//     not half a page. A sibling adapter does JSON. Server.fail alone knows
//     status codes.
//   - Each request is answered from one [Snapshot], so a reload in the middle
//     cannot mix two states of the library.
//   - The desk works without JavaScript: the form is an ordinary form and each
//     hit an ordinary link. The script asks for the same page with part=1 and
//     puts the fragment in place, so there is one rendering of a hit. Every
//     state of the desk has an address.
//   - While somebody types the script asks with part=typed: hits and suggestions
//     come in one answer, so that they are of one query. Suggestions do not
//     repeat what the page shows already. On a wide screen they lie over the
//     hits and leave the chosen document in sight; on a narrow one they are a
//     single row over the filters, so that the first hit stays in sight. A list
//     in which somebody is choosing is not replaced.
//   - An answer that was overtaken by a newer search is dropped; where the
//     server cannot be reached the old hits stay, and a notice says so. While an
//     input method composes nothing is sent.
//   - On a narrow screen the first three hits are shown and the chosen document
//     right below them; a checkbox shows the rest, without JavaScript too.
//   - The region that speaks to screen readers is never replaced. IDs of the
//     page itself begin with a capital letter, because those of headings, which
//     come from documents, never do.
//   - The content security policy allows no inline script or style and no other
//     host; assets are embedded and cached for ever under names that change
//     with their content.
//   - What was searched for is not logged: it may be what a customer said.
package web
