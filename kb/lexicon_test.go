package kb_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anku/kb"
)

// smallSynonyms is a sound list; its words stand in smallLibrary.
const smallSynonyms = "- word: 怎么问\n  said: [咋个问, 如何提问]\n- word: 第一张\n  said: [首张, 开头那张]\n"

// withLexicon returns smallLibrary with the files of a lexicon; "" is none.
func withLexicon(synonyms, words string) map[string]string {
	files := smallLibrary()
	if synonyms != "" {
		files[kb.SynonymsFile] = synonyms
	}
	if words != "" {
		files[kb.WordsFile] = words
	}
	return files
}

// problemLines returns the problems of a library, one a line.
func problemLines(lib *kb.Library) []string {
	text := strings.TrimSpace(lib.Problems().String())
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

func wantLexicon(t *testing.T, lib *kb.Library, want kb.Lexicon) {
	t.Helper()
	if diff := cmp.Diff(lib.Lexicon(), want); diff != "" {
		t.Errorf("lexicon: got -, want +\n%s", diff)
	}
}

func TestLexicon(t *testing.T) {
	words := "\uFEFF# 词\r\n表后线\r\n\r\n  费控 # 先交后用\r\n#工单\r\n10kV\r\n\t抄表到户\t#\r\n12398\r\n"
	lib := load(t, nil, layer("small", mapFS(withLexicon("# 近义词\n"+smallSynonyms, words))))
	wantDefects(t, problemLines(lib))
	wantLexicon(t, lib, kb.Lexicon{
		Synonyms: []kb.Synonym{
			{Word: "怎么问", Said: []string{"咋个问", "如何提问"}},
			{Word: "第一张", Said: []string{"首张", "开头那张"}},
		},
		Words: []string{"10kV", "12398", "抄表到户", "表后线", "费控"},
	})
}

func TestLexiconIsOptional(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"none":     smallLibrary(),
		"empty":    withLexicon("\n", "\n"),
		"comments": withLexicon("# 还没有\n", "# 还没有\n # 也没有"),
		"no list":  withLexicon("---", "#"),
		"null":     withLexicon("[]\n", "#"),
	} {
		t.Run(name, func(t *testing.T) {
			lib := load(t, nil, layer("small", mapFS(files)))
			wantDefects(t, problemLines(lib))
			wantLexicon(t, lib, kb.Lexicon{})
		})
	}
}

// TestSynonymsDefects has what is wrong within a list of synonyms. What is
// right beside it is used all the same.
func TestSynonymsDefects(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"a mapping", "word: 停电\nsaid: [没电]\n", []string{"1:1: 要写成一个列表"}},
		{"a text", "停电\n", []string{"1:1: 要写成一个列表"}},
		{"no YAML", "- word: [\n", []string{"2:1: 括号没有配对"}},
		{"full-width colon", "- word：题\n  said: [标题]\n", []string{"1:7: 键后面要用半角冒号加一个空格"}},
		{"two documents", "- word: 题\n  said: [标题]\n--- \n- word: 题\n", []string{"3:1: 只写一段 YAML，删掉这一行"}},
		{"alias", "- word: &a 题目\n  said: [*a]\n", []string{"1:9: 不用 YAML 锚点", "2:10: 不用 YAML 锚点"}},
		{"twice", "- word: 第一张\n  said: [首张]\n  said: [头张]\n", []string{"3:3: 键 said 已经写过了"}},
		{"said nothing", "- word: 第一张\n  said:\n", []string{"2:3: 缺少 said"}},
		{"without said", "- word: 第一张\n", []string{"1:3: 缺少 said"}},
		{"word is a list", "- word: [第一张]\n  said: [首张]\n", []string{"1:9: word 要是一段文字"}},
		{"empty word", "- word: \" \"\n  said: [首张]\n", []string{"1:3: 缺少 word"}},
		{"enumeration", "- word: 第一张\n  said: [首张、头张]\n", []string{"2:10: “首张、头张” 里有 “、”，词里只有字、字母和数字；几个说法之间用半角逗号加空格隔开 (lexicon-word)"}},
		{"invisible", "- word: 第一张\n  said: [首\u200d张]\n", []string{"2:10: “首\u200d张” 里有看不见的字符（U+200D）"}},
		{"control", "- word: 第一张\n  said: [\"首\\u0007张\"]\n", []string{"2:10: “首\uFFFD张” 里有看不见的字符（U+0007）", "2:10: said 里有看不见的控制字符（U+0007）"}},
		{"longest", "- word: 第一张\n  said: [一二三四五六七八九十百千]\n", nil},
		{"too long", "- word: 第一张\n  said: [一二三四五六七八九十百千万]\n", []string{"2:10: “一二三四五六七八九十百千万” 有 13 个字，最多 12 个"}},
		{"one character", "- word: 第一张\n  said: [张]\n", []string{"2:10: “张” 只有一个字，差不多什么都搜得到，写成词 (lexicon-broad)"}},
		{"function words", "- word: 第一张\n  said: [为什么, 没有, 還沒]\n", []string{"2:10: “为什么” 全是虚字", "2:15: “没有” 全是虚字", "2:19: “還沒” 全是虚字"}},
		{"the word itself", "- word: 第一张\n  said: [首张, 第一张]\n", []string{"2:14: 提醒：“第一张” 在这一组里已经写过了"}},
		{"another width and case", "- word: 第一张\n  said: [APP, ａｐｐ]\n", []string{"2:15: 提醒：“ａｐｐ” 在这一组里已经写过了"}},
		{"not written yet", "- word: 第一张\n  said: [（待写）]\n", []string{"2:10: “（待写）” 里有 “（”", "2:10: said 还没写"}},
		{"target", "- word: 复电\n  said: [来电]\n", []string{"1:9: 文档里没有 “复电” 这个词，改成文档的写法或者删掉这一组 (lexicon-target)"}},
		{"target is what is said", "- word: 首张\n  said: [第一张]\n", []string{"1:9: 文档里没有 “首张” 这个词，倒是有 “第一张”，把它写成 word"}},
		{"nothing to remove", "- word: 第一张\n  said: []\n", []string{"1:9: 下面的层里没有 “第一张” 这一组"}},
		{"within another", "- word: 第一张\n  said: [首张, 头张]\n- word: 怎么问\n  said: [咋问, 第一张, 首张, 头张]\n", []string{"1:9: 提醒：“第一张” 一组的词都在 “怎么问” 一组里（small/lexicon/synonyms.yaml:3）"}},
		{"the same set", "- word: 第一张\n  said: [怎么问]\n- word: 怎么问\n  said: [第一张]\n", []string{"3:9: 提醒：“怎么问” 一组的词都在 “第一张” 一组里（small/lexicon/synonyms.yaml:1）"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lib := load(t, nil, layer("small", mapFS(withLexicon(tt.text, ""))))
			wantDefects(t, trimPlace(problemLines(lib), "small/"+kb.SynonymsFile), tt.want...)
		})
	}
}

// trimPlace removes the name of a file from problems.
func trimPlace(lines []string, name string) []string {
	var out []string
	for _, line := range lines {
		out = append(out, strings.TrimPrefix(line, name+":"))
	}
	return out
}

func TestWordsDefects(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"two words", "表后线\n  费控 采集\n", []string{"2:3: “费控 采集” 里有空格，词里只有字、字母和数字；一行只写一个词 (lexicon-word)"}},
		{"punctuation", "费控，采集\n", []string{"1:1: “费控，采集” 里有 “，”"}},
		{"a comment that is none", "费控#采集\n", []string{"1:1: “费控#采集” 里有 “#”"}},
		{"one character", "电\n", []string{"1:1: “电” 只有一个字，词要有 2 到 12 个字"}},
		{"too long", "一二三四五六七八九十百千万\n", []string{"1:1: “一二三四五六七八九十百千万” 有 13 个字"}},
		{"twice", "费控\n\n费控 # 又一次\n", []string{"3:1: 提醒：“费控” 在第 1 行已经写过了，删掉一处 (lexicon-swallow)"}},
		{"not UTF-8", "费控\n\xb7\xd1\n", []string{"2:1: 这里不是 UTF-8 编码"}},
		{"too many defects", strings.Repeat("电\n", 120), append(repeated("“电” 只有一个字", 100), "101:1: 从这里起还有 20 处问题")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lib := load(t, nil, layer("small", mapFS(withLexicon("", tt.text))))
			wantDefects(t, trimPlace(problemLines(lib), "small/"+kb.WordsFile), tt.want...)
		})
	}
}

func repeated(s string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = s
	}
	return out
}

// TestLexiconKeepsWhatIsRight has a file that was never sound: what is right
// in it is used.
func TestLexiconKeepsWhatIsRight(t *testing.T) {
	lib := load(t, nil, layer("small", mapFS(withLexicon(
		"- word: 怎么问\n  said: [咋个问, 问, 咋个问]\n- word: 第一张\n  said: [张]\n- word: 怎么问\n  said: [如何提问]\n", "费控\n电\n"))))
	wantLexicon(t, lib, kb.Lexicon{
		Synonyms: []kb.Synonym{{Word: "怎么问", Said: []string{"咋个问", "如何提问"}}},
		Words:    []string{"费控"},
	})
	if got := lib.Problems().Errors(); got != 3 {
		t.Errorf("got %d errors, want 3:\n%s", got, lib.Problems())
	}
}

func TestLexiconBounds(t *testing.T) {
	var groups strings.Builder
	for i := range 5001 {
		fmt.Fprintf(&groups, "- {word: 词%d, said: [第一张]}\n", i)
	}
	tests := []struct{ name, synonyms, words, want string }{
		{"groups", groups.String(), "", "synonyms.yaml:5001:3: 从这里起超过 5000 组，只留搜索用得上的 (structure)"},
		{"said", "- word: 第一张\n  said:" + strings.Repeat("\n  - 首张", 51) + "\n", "", "synonyms.yaml:53:5: 一组最多 50 个说法，只留真有人说的 (structure)"},
		{"synonyms", "# " + strings.Repeat("长", 256<<10/3), "", "synonyms.yaml:1:1: 文件超过 256 KiB，只留搜索用得上的词 (file-size)"},
		{"words", "", strings.Repeat("费控费控 # 词\n", 256<<10/18), "words.txt:1:1: 文件超过 256 KiB，只留搜索用得上的词 (file-size)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lib := load(t, nil, layer("small", mapFS(withLexicon(tt.synonyms, tt.words))))
			if got := lib.Problems().String(); !strings.Contains(got, tt.want) {
				t.Errorf("got\n%swant %s", clip(got), tt.want)
			}
		})
	}
}

func TestLexiconOverlay(t *testing.T) {
	ground := withLexicon("- word: 怎么问\n  said: [咋个问]\n- word: 第一张\n  said: [首张]\n- word: 怎么说\n  said: [咋个说]\n", "费控\n复电\n")
	over := map[string]string{
		kb.SynonymsFile: "- word: 第一张\n  said: []\n- word: 怎么问\n  said: [啷个问]\n- word: 甲\n  said: [张]\n",
		kb.WordsFile:    "复电\n表后线\n",
	}
	lib := load(t, nil, layer("ground", mapFS(ground)), layer("over", mapFS(over)))
	wantDefects(t, problemLines(lib), "over/lexicon/synonyms.yaml:5:9: “甲” 只有一个字", "over/lexicon/synonyms.yaml:6:10: “张” 只有一个字")
	wantLexicon(t, lib, kb.Lexicon{
		Synonyms: []kb.Synonym{{Word: "怎么说", Said: []string{"咋个说"}}, {Word: "怎么问", Said: []string{"啷个问"}}},
		Words:    []string{"复电", "表后线", "费控"},
	})
}

// TestLexiconOfTheLayerBeneath has an overlay that hides the only document
// with a word: the layer beneath cannot know. The overlay's own groups are
// another matter.
func TestLexiconOfTheLayerBeneath(t *testing.T) {
	over := map[string]string{
		"lessons/a-lesson.md": "---\nstatus: retired\n---\n",
		kb.SynonymsFile:       "- word: 第一张\n  said: [打头的]\n",
	}
	lib := load(t, nil, layer("ground", mapFS(withLexicon(smallSynonyms, ""))), layer("over", mapFS(over)))
	wantDefects(t, problemLines(lib), "over/lexicon/synonyms.yaml:1:9: 文档里没有 “第一张” 这个词")
}

// TestLexiconOfDefectiveDocuments has a word that stands only in a document
// that became defective: it is there, whatever else is wrong.
func TestLexiconOfDefectiveDocuments(t *testing.T) {
	files := withLexicon(smallSynonyms, "")
	first := load(t, nil, layer("small", mapFS(files)))
	for name, head := range map[string]string{
		"a wrong key":         lessonHead + "mintues: 3\n",
		"unreadable metadata": "title: [\n",
	} {
		t.Run(name, func(t *testing.T) {
			broken := maps.Clone(files)
			broken["lessons/a-lesson.md"] = source(head, "## 第一张\n\n- 甲\n")
			lines := problemLines(load(t, first, layer("small", mapFS(broken))))
			if len(lines) != 1 || !strings.HasPrefix(lines[0], "small/lessons/a-lesson.md:") {
				t.Errorf("got\n\t%s\nwant the defect of the document only", strings.Join(lines, "\n\t"))
			}
		})
	}
}

// TestBroadSynonyms has words that stand in so many of so many documents.
func TestBroadSynonyms(t *testing.T) {
	library := func(documents, holders int) map[string]string {
		files := withLexicon("- word: 怎么说\n  said: [来电显示, 啷个说]\n", "")
		for i := range documents - 5 { // beside those of smallLibrary
			body := scriptBody
			if i < holders {
				body = strings.Replace(body, "甲", "来电显示", 1)
			}
			files[fmt.Sprintf("scripts/more-%d.md", i)] = source(withKeys(scriptHead, "asks: [咋讲]\n"), body)
		}
		return files
	}
	for _, tt := range []struct {
		documents, holders int
		want               []string
	}{
		{30, 20, nil},
		{30, 21, []string{"small/lexicon/synonyms.yaml:2:10: “来电显示” 在 30 份文档里有 21 份都写着，差不多什么都搜得到，换成更具体的词或者删掉 (lexicon-broad)"}},
		{29, 24, nil},
	} {
		t.Run(fmt.Sprintf("%d of %d", tt.holders, tt.documents), func(t *testing.T) {
			lib := load(t, nil, layer("small", mapFS(library(tt.documents, tt.holders))))
			wantDefects(t, problemLines(lib), tt.want...)
		})
	}
}

func TestLexiconReload(t *testing.T) {
	files := withLexicon(smallSynonyms, "费控\n")
	first := load(t, nil, layer("small", mapFS(files)))
	whole := first.Lexicon()

	same := load(t, first, layer("small", mapFS(files)))
	if same.Hash() != first.Hash() {
		t.Error("the same files: got another hash")
	}
	wantLexicon(t, same, whole)

	files[kb.SynonymsFile] = "- word: 怎么问\n  said: [问]\n"
	files[kb.WordsFile] = "费控\n表后线\n"
	broken := load(t, same, layer("small", mapFS(files)))
	wantLexicon(t, broken, kb.Lexicon{Synonyms: whole.Synonyms, Words: []string{"表后线", "费控"}})
	wantDefects(t, problemLines(broken), "small/lexicon/synonyms.yaml:2:10: “问” 只有一个字")
	if broken.Hash() == first.Hash() {
		t.Error("another word: got the same hash")
	}

	still := load(t, broken, layer("small", mapFS(files)))
	wantLexicon(t, still, broken.Lexicon())
	if got, want := still.Problems().String(), broken.Problems().String(); got != want {
		t.Errorf("defective in two loads: got\n%swant\n%s", got, want)
	}

	unreadable := load(t, still, layer("small", faultyFS{FS: mapFS(files), unreadable: map[string]bool{kb.SynonymsFile: true}}))
	wantLexicon(t, unreadable, broken.Lexicon())
	wantDefects(t, problemLines(unreadable), "small/lexicon/synonyms.yaml:1:1: 读不出来（permission denied）")

	files[kb.SynonymsFile] = "- word: 怎么问\n  said: [啷个问]\n"
	delete(files, kb.WordsFile)
	mended := load(t, unreadable, layer("small", mapFS(files)))
	wantDefects(t, problemLines(mended))
	wantLexicon(t, mended, kb.Lexicon{Synonyms: []kb.Synonym{{Word: "怎么问", Said: []string{"啷个问"}}}})
}

// TestLexiconReloadChecks has a lexicon that stays as it is while documents
// change: what is wrong with it is found anew.
func TestLexiconReloadChecks(t *testing.T) {
	files := withLexicon(smallSynonyms, "")
	over := layer("over", mapFS(map[string]string{kb.SynonymsFile: "- word: 第一张\n  said: [打头的]\n"}))
	lib := load(t, nil, layer("small", mapFS(files)), over)
	wantDefects(t, problemLines(lib))
	lesson := files["lessons/a-lesson.md"]
	files["lessons/a-lesson.md"] = strings.Replace(lesson, "第一张", "开场", 1)
	for range 2 {
		lib = load(t, lib, layer("small", mapFS(files)), over)
		wantDefects(t, problemLines(lib),
			"over/lexicon/synonyms.yaml:1:9: 文档里没有 “第一张” 这个词", "small/lexicon/synonyms.yaml:3:9: 文档里没有 “第一张” 这个词")
	}
	files["lessons/a-lesson.md"] = lesson
	for range 2 {
		lib = load(t, lib, layer("small", mapFS(files)), over)
		wantDefects(t, problemLines(lib))
	}
}

// TestLexiconFolder has files that do not belong there, and ones that cannot
// be read.
func TestLexiconFolder(t *testing.T) {
	files := withLexicon(smallSynonyms, "费控\n")
	for _, name := range []string{"README.md", ".words.txt.swp", "notes.md", "synonyms.yml", "Words.txt", "more/words.txt"} {
		files["lexicon/"+name] = "甲"
	}
	lib := load(t, nil, layer("small", faultyFS{FS: mapFS(files), devices: map[string]bool{kb.WordsFile: true}}))
	wantDefects(t, problemLines(lib),
		"small/lexicon/Words.txt:1:1: 提醒：lexicon/ 里只放 synonyms.yaml 和 words.txt，这个文件不会被读 (stray-file)",
		"small/lexicon/more/words.txt:1:1: 提醒：", "small/lexicon/notes.md:1:1: 提醒：", "small/lexicon/synonyms.yml:1:1: 提醒：",
		"small/lexicon/words.txt:1:1: 不是普通文件")
}

// TestLexiconAlone has an overlay that only adds words.
func TestLexiconAlone(t *testing.T) {
	lib := load(t, nil, layer("ground", mapFS(smallLibrary())), layer("over", mapFS(map[string]string{kb.SynonymsFile: smallSynonyms})))
	wantDefects(t, problemLines(lib))
	if got := len(lib.Lexicon().Synonyms); got != 2 {
		t.Errorf("got %d groups, want 2", got)
	}
}
