package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
)

// evalFlags is what anku eval measures, and how it tells.
type evalFlags struct {
	content
	corpus, queries, qrels string // a public set
	labels                 string // queries over the library
	complaints             string // texts to analyse

	run, compare, data string
	noLexicon          bool
	asJSON             bool
	all, misses        bool
}

// evalForms lists the three forms of anku eval by the flag that chooses one,
// with the flags that only it has or that it shares with another.
var evalForms = map[string][]string{
	"corpus":     {"queries", "qrels", "no-lexicon", "run", "compare", "all"},
	"labels":     {"run", "compare", "all", "misses"},
	"complaints": {"misses"},
}

func newEval() *cobra.Command {
	var f evalFlags
	cmd := &cobra.Command{
		Use:   "eval --corpus FILE --queries FILE --qrels FILE | --labels FILE | --complaints FILE",
		Short: "用带答案的问题衡量检索好不好",
		Long: `用带答案的问题衡量检索，走的就是产品自己的检索。有三种：

  公开的测试集：建一个临时索引，量速度、大小和排序
    anku eval --corpus corpus.jsonl.gz --queries queries.jsonl --qrels qrels.tsv
  标了问题类的问法，在案例库里搜
    anku eval --labels queries.tsv
  标了问题类的投诉全文，交给 analyze
    anku eval --complaints complaints.tsv

改动前后各存一份结果，就能逐条比较：

  anku eval --labels queries.tsv --run before.trec
  anku eval --labels queries.tsv --compare before.trec

文件可以是 gzip 压缩的；- 表示标准输入。`,
		Args:              noArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: runs(func(cmd *cobra.Command, _ []string) error {
			form, err := f.form(cmd)
			if err != nil {
				return err
			}
			switch form {
			case "corpus":
				return evalCorpus(cmd, &f)
			case "labels":
				return evalLabels(cmd, &f)
			default:
				return evalComplaints(cmd, &f, analyzedClasses)
			}
		}),
	}
	flags := cmd.Flags()
	flags.StringVar(&f.corpus, "corpus", "", "测试集的文档 `FILE`，每行 {\"id\",\"title\",\"text\"}")
	flags.StringVar(&f.queries, "queries", "", "测试集的问题 `FILE`，每行 {\"id\",\"text\"}")
	flags.StringVar(&f.qrels, "qrels", "", "测试集的答案 `FILE`，每行 问题 文档 分值")
	flags.StringVar(&f.labels, "labels", "", "问法 `FILE`，每行 query<TAB>class_id[,class_id…]<TAB>intent<TAB>note")
	flags.StringVar(&f.complaints, "complaints", "", "投诉 `FILE`，每行 class_id<TAB>text")
	flags.StringVar(&f.run, "run", "", "把每个问题的前 100 条写进 `FILE`，TREC 的六列格式")
	flags.StringVar(&f.compare, "compare", "", "和以前 --run 写的 `FILE` 逐条比较")
	flags.BoolVar(&f.all, "all", false, "比较时全部列出，不止前 20 条")
	flags.BoolVar(&f.misses, "misses", false, "列出前三条里没有对的那些，和排在前面的是什么")
	flags.BoolVar(&f.noLexicon, "no-lexicon", false, "测试集的索引不用案例库的词表")
	f.flags(cmd)
	dataFlag(cmd, &f.data)
	flags.BoolVar(&f.asJSON, "json", false, "输出 JSON")
	return cmd
}

// form returns which of evalForms is asked for, and refuses flags that do not
// belong to it.
func (f *evalFlags) form(cmd *cobra.Command) (string, error) {
	given := cmd.Flags().Changed
	form := ""
	for _, name := range []string{"corpus", "labels", "complaints"} {
		switch {
		case !given(name):
		case form != "":
			return "", usageError(fmt.Sprintf("--%s and --%s exclude each other, expected one of them", form, name))
		default:
			form = name
		}
	}
	if form == "" {
		return "", usageError("nothing to measure, expected --corpus with --queries and --qrels, or --labels, or --complaints")
	}
	for _, name := range []string{"queries", "qrels", "no-lexicon", "run", "compare", "all", "misses"} {
		if given(name) && !slices.Contains(evalForms[form], name) {
			return "", usageError(fmt.Sprintf("--%s does not go with --%s", name, form))
		}
	}
	switch {
	case form == "corpus" && (!given("queries") || !given("qrels")):
		return "", usageError("--corpus needs --queries and --qrels")
	case given("all") && !given("compare"):
		return "", usageError("--all needs --compare")
	}
	inputs := []string{f.corpus, f.queries, f.qrels, f.labels, f.complaints, f.compare}
	first := slices.Index(inputs, "-")
	if first >= 0 && slices.Contains(inputs[first+1:], "-") {
		return "", usageError("- stands for standard input in more than one place, expected it once")
	}
	return form, checkRunPlace(f.run)
}

// checkRunPlace refuses a place for a run file before any work is done; "" is
// none. A device or pipe would be replaced by a file.
func checkRunPlace(path string) error {
	if path == "" {
		return nil
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return fmt.Errorf("--run %s lies in no directory, expected one that exists", path)
	}
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("--run %s is not a file, expected a file or a new name", path)
	}
	return nil
}

// readInput reads the file at path, or standard input for "-".
func readInput[T any](cmd *cobra.Command, path string, read func(name string, r io.Reader) (T, error)) (T, error) {
	if path == "-" {
		return read("standard input", cmd.InOrStdin())
	}
	var none T
	file, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return none, fmt.Errorf("%s does not exist, expected a file", path)
	case err != nil:
		return none, err
	}
	defer file.Close() //nolint:errcheck // only read from
	return read(path, file)
}
