// Package kb is the domain of the case library: documents, the library that
// they form, queries and hits, the Markdown form in which authors write
// documents, and the rules that documents must satisfy. It reads a file system
// and knows nothing of how documents are searched or shown.
//
// # Files
//
// One file is one document. Its path says what it is and what it is called:
//
//	classes/<id>.md
//	complaints/<class-id>/<id>.md
//	scripts/<id>.md
//	standards/<id>.md
//	lessons/<id>.md
//
// An [ID] is ASCII kebab-case, at most 80 characters, and unique over all kinds.
// A file named README.md and whatever begins with a dot are no documents; other
// Markdown files elsewhere are reported, and so are symbolic links that lead
// out of the library, files of other types, and files over 128 KiB.
//
// A file is UTF-8 (a byte order mark is ignored, lines may end in CRLF) without
// control characters, neither as they are nor as character references. It
// begins with a metadata block, and the rest is its body:
//
//	file     = "---" newline metadata "---" newline body
//	metadata = lines of YAML that are no "---", at most 32 KiB
//	body     = Markdown
//
// The metadata are one YAML mapping without anchors, aliases and tags. Unknown
// keys, keys that occur twice and values of the wrong type are errors. Texts are
// one line, though YAML may fold them.
//
// # Keys
//
// Every kind has these keys; an asterisk marks those that must be given.
//
//	title*         one line
//	owner*         the post that answers for the content
//	reviewed*      day of the last review, as 2026-10-05
//	review_every   days until the next, 1 to 3650; library.yaml has the default
//	status         draft, active (the default) or retired
//	tags, sources  lists of texts
//	asks           how people put it; classes and scripts must have one
//	id             may repeat the name of the file
//
// The others depend on the kind, as do the level-two sections of the body,
// which must all be there, in this order, and hold something:
//
//	class     category*, departments, near
//	          是什么 · 根源 · 先做什么 · 预防 · 与相近类的界限
//	case      class*, also, channel*, occurred*, liability*, severity*, origin*,
//	          scripts*, standards, measures* [{action*, owner*, due*, done}], questions
//	          事件经过 · 造成影响 · 调查核实 · 暴露问题 · 处理技巧 · 整改措施 · 举一反三
//	script    classes*, stage*, channel, slots, standards
//	          场景 · 这样说 · 不要说 · 要点 · 何时升级
//	standard  document (must be given where there are figures), article, effective,
//	          superseded_by, supersedes, confidence*,
//	          limits [{what*, value*, unit, where}], classes
//	          规定 · 怎么对客户说 · 新旧变化
//	lesson    minutes*, audience, goals, classes, cases, scripts, questions, drills
//	          one section for each slide, with any heading
//
// A question is {kind*, stem*, options, answer*, explain}. Its kind is single or
// multi (2 to 8 options, the answer in their letters A to H), truefalse (the
// answer is true or false), blank (as many answers as the stem has "____"), or
// short (a text). A drill is {title*, scene, nodes* [{id*, customer*, choices
// [{say*, score, feedback, next*}]}]}: it begins at its first node, each node
// can be reached, and from each there is a way to one without choices.
//
// # Body
//
// The body is CommonMark with tables and strike-through. It has no HTML, no
// pictures, and no heading of level one; headings go down one level at a time
// and stand in no quote or list. A [Section] has its content as safe HTML and as
// plain text. Lines of Han text are joined without a space.
//
// Headings get the anchors that git hosts give them: lower case, punctuation
// dropped, spaces to hyphens, Han kept, -1 added to the second of a name. Links
// to other documents are relative paths, so they work in a git host's preview
// too; on a page they lead to the document's page. Other links are http, https,
// mailto or tel.
//
// In 这样说 every item of a list is a [Line] that can be said as it stands. A
// level-three heading groups lines into a step; further paragraphs of an item
// are a note that is not said; 〔…〕 is a fill-in, which slots must name. In
// 不要说 every item is a [Ban], with its reason behind a dash.
//
// Bold that Markdown will not show is an error, because Chinese authors write
// it often and it is not seen in the source: **重点：**请看 has its asterisks
// between punctuation and a letter, where they do not close; **重点**：请看 does.
//
// # Library
//
// A [Library] is what one or more layers form, laid over each other: a document
// takes the place of the one with the same ID in the layers beneath, which must
// be of its kind. A retired document hides it, and need say nothing else of
// what its kind must say. Drafts and retired documents keep their page, but
// are neither listed nor searched. A Library is immutable and safe for
// concurrent use.
//
// Each layer may have a library.yaml with the keys name, review_every, proposals
// {url, kind} and standalone; a later layer overrides what it says.
//
// [Load] goes on after every defect: the library has the sound documents, and
// [Library.Problems] has every defect of every file. With [LoadConfig.Previous]
// files that have not changed are not parsed again (their documents are the
// very same), and a file that has become defective keeps its last sound version.
//
// # Lexicon
//
// A layer may have a lexicon, words that searching needs, in two files. Other
// files in its folder are reported.
//
//	lexicon/synonyms.yaml   domain words and how people put them
//	lexicon/words.txt       domain words that must not be cut
//
// The first is a YAML list of groups {word*, said*}. The word is one that
// documents have; said is a list of what people say instead, at most 50. There
// are at most 5,000 groups. The second has one word a line; empty lines are
// skipped, and a comment begins with a "#" at the beginning of a line or behind
// a space.
//
//	# lexicon/synonyms.yaml
//	- word: 停电
//	  said: [没电, 断电]
//
// A word has 2 to 12 letters, digits and Han characters, without spaces and
// punctuation; words are the same that differ in width and case only. Either
// file has at most 256 KiB.
//
// A later layer's group takes the place of the one with the same word beneath,
// and with an empty list (said: []) takes it away; words.txt only adds. A group
// is checked against the documents of its layer and those beneath, so an
// overlay that hides a document makes no defect below.
//
// A group or word that is wrong is left out and the others are used, unless
// the file was sound before: then its last sound version is.
//
// # Problems
//
// A [Problem] is one defect at one [Position]: the line and the column, in
// characters, where its author has to look. What is absent is reported where it
// belongs; what is wrong with a file as a whole at 1:1. Its message is one
// Chinese clause that says what to do. A file with more than 100 defects has the
// others counted. A document has an error exactly where Parse returns none.
//
// These are the rules; those with a minus are warnings.
//
//	alias              metadata use YAML anchors, aliases or tags
//	asks-duplicate   - a wording is there twice
//	asks-empty         a class or script has no wording
//	bad-date           a date that no calendar has, or not precise enough
//	bad-id             a file name that is no ID
//	bad-value          a value that is not among those allowed
//	bold               asterisks that Markdown shows instead of bold
//	case-measure       a case without measure
//	case-script        a case without script
//	class-folder       a case in the folder of another class
//	dead-anchor        a link to a heading that is not there
//	dead-link          a relative link to what is no document
//	drill-node         a drill that cannot be played to its end
//	duplicate-id       two files with one ID, or a layer that changes its kind
//	duplicate-key      a key that occurs twice
//	file-size          a file that is too long
//	front-matter       no metadata block, or one that is unclosed or too long
//	heading            a heading of the wrong level or in the wrong place
//	id-mismatch        an id that is not the file's name
//	image              a picture
//	layer-empty      - a layer without documents
//	lexicon-broad      a synonym that matches nearly everything
//	lexicon-swallow  - a word twice in the lexicon, or a group within another
//	lexicon-target     a synonym of a word that no document has
//	lexicon-word       a word that is too long or has other than letters
//	line-item        - text in 这样说 or 不要说 that is no item
//	link-target        a link to anywhere but those allowed
//	missing-key        a key that must be given
//	not-regular        a link that leads out, a directory link, a device
//	not-utf8           bytes that are not UTF-8, control characters
//	question-answer    an answer that cannot be right
//	raw-html           HTML in the body
//	retired-reference  a reference to a retired document
//	reviewed-future    a review that has not taken place yet
//	reviewed-overdue - a review that is due
//	script-lines       a script with nothing to say
//	section-duplicate  a section that occurs twice
//	section-empty      a section without content
//	section-missing    a section that must be there
//	section-order      a section in the wrong place
//	section-unknown    a section that the kind does not have
//	slot-undeclared    a fill-in that slots does not name
//	slot-unused      - a slot that no line has
//	standard-chain     standards that replace each other in a circle
//	standard-document  a figure without the document that it is from
//	stray-file       - a file in no place where files are read
//	structure          a body that would take long to parse, too many defects
//	unknown-class      a reference to a class that is not there
//	unknown-document   a reference to a document that is not there
//	unknown-key        a key that the kind does not have
//	unreadable         a file or directory that cannot be read
//	unwritten          a passage of a new file that was left as it was
//	wrong-kind         a reference to a document of another kind
//	wrong-type         a value that is not of the key's type
//	yaml-syntax        metadata that are no YAML
//
// # Design
//
// YAML is read with go.yaml.in/yaml/v4 into nodes, not into structs. Nodes have
// a line and a column, in characters, so every defect has its place, and the set
// of known keys is exactly what the code asks for. Version 4 gives its syntax
// errors a position of their own; those of version 3 are a text with a line and
// no column. Even so a YAML reader gives up behind the mistake: an unclosed
// quote is noticed at the end of the block, and a full-width colon in the next
// line. The commonest mistakes are therefore traced to where they began.
//
// All pictures are refused for now. A relative one would need files that the
// library does not serve, one of another host would tell that host who reads
// what, and a clerk's desk is often an intranet where neither loads. What a
// picture says can be said in words, which can be searched. When pictures are
// wanted, they get a folder and a rule of their own.
//
// Bodies are bounded in shape, because neither parsing nor rendering can be
// cancelled and some Markdown takes long: on two cores of a server, without
// bounds, 128 KiB of > took eleven seconds, of nested links seven, of list
// markers six. With them the slowest of the forty shapes in
// BenchmarkParse/shape=… takes 25 ms (lists of twelve levels in 1,900 lines),
// while a document of 4 KiB takes 0.3 ms. The bounds are far from what people
// write: the longest documents of the embedded library have 310 lines and 650
// characters of markup, the bounds are 2,000 and 6,000. Metadata are bounded by
// length alone; 32 KiB of the worst YAML that was found take about 20 ms.
//
// The lexicon is bounded by length alone, too: 256 KiB of the worst YAML that
// was found (BenchmarkLexicon/shape=…) take 0.2 s and, for a moment, 260 MB;
// 300 groups take 10 ms. Looking for their words in 1,000 documents takes about
// 0.1 s (BenchmarkLoad/documents=1000/groups=300), and is done again only when
// a file has changed.
//
// A group whose words are in another is only superfluous, and so is a word
// that is there twice: those are warnings. A word that leads nowhere, or nearly
// everywhere, makes search wrong. Nearly everywhere is more than two thirds of
// at least 30 documents, not a third: in the embedded library 停电 and 电费
// stand in a third of them and 营业厅 in more than half, and those are the very
// words that people put in other ways; 电话 stands in four fifths, 客户 in all.
//
// Rules over several files look at files as they are, defective ones too, so
// that an author sees everything at once and a defect in one file does not make
// every reference to it look wrong. What is served is another matter: the last
// sound version of each file.
package kb
