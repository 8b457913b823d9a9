// Package indexer turns a library into a full-text index and answers queries.
//
// # Fields
//
// A document is indexed under the fields of [kb.Fields]: title, asks, lines
// (of a script), headings, body, class (titles of its classes) and tags. Each
// but the body holds the overlapping bigrams of its text ([hanzi.Bigrams]). Two
// more fields join them: "all" has the bigrams of the whole document; it decides
// whether a document matches and scores the body along with the rest. "char" has
// the single characters, so that a query of one character is answered, and
// "shortchar" those of title and asks. The keyword fields kind, classes and category serve
// filters and facets.
//
// # Queries
//
// The text of a query is cut as the documents are and becomes term queries
// only; nothing in it is an operator. A document must have all terms; where
// that finds too little, fewer and fewer terms suffice, and at last one (see
// [steps]). Words that only make a sentence, such as 怎么 or 还没, count only
// where the query has nothing else. Of a very long query the rarest terms are
// taken.
//
// # Design
//
//   - Documents reach bleve as ready tokens (Batch.IndexAdvanced) and queries
//     as term queries, so the analysis is plain Go code of this project and
//     nothing has to be registered globally.
//   - BM25 of bleve 2.6.1 computes the average length of a field as distinct
//     terms per document. True token counts are collected while indexing and
//     handed over with each search (search.BM25StatsKey).
//   - Nothing is stored in the index but IDs: titles, lines and snippets come
//     from the library that the index was built from, so the two
//     cannot differ while FormatVersion is kept true.
//   - Snippets are made from the original text with the terms' own places, and
//     only for the hits that are returned. bleve's highlighter merges
//     overlapping bigrams wrongly.
//   - Hits are ordered by score, then ID, so pages are stable. The score of a
//     kind is weighted (see [kindWeight]): while a customer speaks, the words to
//     say come before the case that taught them.
//   - An index is built in memory unless there is a data directory and the
//     library has at least [memoryDocuments] documents: building the embedded
//     library takes less time than verifying files would.
//
// # On disk
//
// A generation is a directory named by the hash of the library and
// [FormatVersion]. It is built under a temporary name, described by a manifest
// with the SHA-256 of every file, synced and renamed, and never changed
// afterwards. [Open] verifies the manifest before bleve sees a byte, because
// bleve does not verify its own checksums, and rebuilds what does not verify.
package indexer
