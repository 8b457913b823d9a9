package kb

import "bytes"

// Bounds on the shape of a body. Markdown cannot be parsed in bounded time in
// general and rendering cannot be cancelled, so what makes it slow is counted
// beforehand. With these bounds the worst bodies that were tried (nested
// links, emphasis runs, wide tables, deep quotes) take under 50 ms each;
// BenchmarkParse/shape=… has them.
const (
	maxBlockBrackets = 200 // "[" in one block
	maxBlockRuns     = 400 // "*", "_", "~" and "`" in one block
	maxRowPipes      = 24  // "|" in one line
	maxRows          = 300 // lines with a "|" in one block
	maxDepth         = 24  // markers of quotes and lists, or columns of indent / 2
)

// checkShape reports the first place where body, which begins at offset base
// of the file, goes beyond a bound. It returns false if there is one.
func (f *file) checkShape(body []byte, base int) bool {
	brackets, runs, rows := 0, 0, 0
	for at := 0; at < len(body); {
		line, rest, _ := bytes.Cut(body[at:], []byte("\n"))
		if len(bytes.TrimSpace(line)) == 0 {
			brackets, runs, rows = 0, 0, 0
		}
		pipes := bytes.Count(line, []byte("|"))
		if pipes > 0 {
			rows++
		}
		brackets += bytes.Count(line, []byte("["))
		for _, c := range line {
			if c == '*' || c == '_' || c == '~' || c == '`' {
				runs++
			}
		}
		what := ""
		switch {
		case brackets > maxBlockBrackets:
			what = "一段里的方括号太多"
		case runs > maxBlockRuns:
			what = "一段里的 * _ ~ ` 太多"
		case pipes > maxRowPipes:
			what = "表格的列太多"
		case rows > maxRows:
			what = "表格的行太多"
		case depth(line) > maxDepth:
			what = "引用或列表嵌套太深"
		}
		if what != "" {
			f.offset("structure", base+at, "%s，请拆开写", what)
			return false
		}
		at = len(body) - len(rest)
		if len(rest) == 0 {
			break
		}
	}
	return true
}

// depth estimates how deeply the containers at the beginning of line nest.
func depth(line []byte) int {
	n, spaces := 0, 0
	for _, c := range line {
		switch {
		case c == ' ':
			spaces++
		case c == '\t':
			spaces += 4
		case c == '>' || c == '-' || c == '*' || c == '+' || c == '.' || c == ')' || c >= '0' && c <= '9':
			n++
		default:
			return n + spaces/2
		}
	}
	return 0 // a rule, a fence or an empty line
}
