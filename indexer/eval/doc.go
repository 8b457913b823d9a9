// Package eval measures search: it reads public test sets, labelled queries
// and run files, and computes how well a ranking answers. It searches nothing
// itself; whoever does hands it the rankings, so that what is measured is the
// search that people use.
//
// # Files
//
// All files are UTF-8 text, one record a line, and may be compressed with
// gzip, whatever their names say. Blank lines and a byte order mark are passed
// over. A line that is not what it should be ends the reading with a
// [LineError]; no line may be longer than 16 MiB.
//
//	corpus      {"id": "…", "title": "…", "text": "…"}; the title may be missing
//	queries     {"id": "…", "text": "…"}
//	qrels       QUERY DOCUMENT GAIN, or QUERY ITERATION DOCUMENT GAIN as TREC has it
//	run         QUERY Q0 DOCUMENT RANK SCORE TAG
//	labels      query<TAB>class[,class…]<TAB>intent<TAB>note
//	complaints  class[,class…]<TAB>text<TAB>…
//
// Of JSON objects "_id" does for "id", as BEIR has it, a number does for a
// string there, and other members are ignored. Columns of qrels and runs are
// divided by tabs or spaces, which is why no id may hold any. The first line of qrels is
// a header if its last column begins with score, rel, label, grade, gain or
// judg; that of labels and complaints if it begins with query or class_id.
//
// # Measures
//
// They are means over queries of what the first ten hits are worth. With g(i)
// the gain of the hit at rank i (0 for one that is not judged or judged below
// 0), and R the number of documents with a gain:
//
//	hit@1      1 if g(1) > 0, else 0
//	recall@10  hits with g(i) > 0, divided by min(10, R)
//	mrr@10     1/i for the first i with g(i) > 0, else 0
//	ndcg@10    Σ g(i)/log2(i+1), divided by the same sum for the best
//	           possible ranking of all documents with a gain
//
// The reciprocal rank is that of Voorhees, "The TREC-8 Question Answering
// Track Report" (1999); the discounted gain is that of Järvelin and Kekäläinen,
// "Cumulated Gain-Based Evaluation of IR Techniques" (2002), with the discount
// and the linear gain of trec_eval's ndcg_cut. Percentiles of times are by
// nearest rank: p99 of 1,000 times is the 990th.
//
// A labelled query knows the classes it should lead to and the kind of document
// that is wanted. With the class of a hit being its first one:
//
//	class@1, class@3  1 if a label is the class of one of the first 1, 3 hits
//	mrr@10            1/i for the first hit i of the first ten whose class is a label
//	intent@3          1 if one of the first 3 hits is of the wanted kind and
//	                  its class is a label
//
// # Design
//
//   - Two runs are compared query by query. The interval of the mean difference
//     is the percentile interval of a paired bootstrap (Efron and Tibshirani,
//     "An Introduction to the Bootstrap", 1993, chapter 13), and p is the
//     achieved significance level of the two-sided test under the shifted
//     distribution (chapter 16; Sakai, "Evaluating Evaluation Metrics based on
//     the Bootstrap", 2006), without studentizing: sets of queries are large
//     enough here. The seed is fixed, so the same two runs give the same figures.
//   - Documents that are judged but not in the corpus stay in R and in the
//     ideal ranking, as in trec_eval. [Qrels.Gaps] counts them.
//   - Scores of a run file fall strictly, in single precision too: trec_eval
//     sorts by score alone, reads floats, and breaks ties by id.
//   - Reading stops at the first bad line. Test sets are made by programs, and
//     what is wrong in one line is wrong in all of them.
package eval
