package kb

import "bytes"

// Bounds on the shape of a body. Markdown cannot be parsed in bounded time in
// general and rendering cannot be cancelled, so what makes it slow is counted
// beforehand. The longest documents of the embedded library have 310 lines and
// 650 marks; BenchmarkParse/shape=… has the worst bodies that were found
// within and beyond the bounds.
const (
	maxLines         = 2000 // lines of the body
	maxMarks         = 6000 // characters of the body that may be markup
	maxBlockBrackets = 200  // "[" in one block
	maxBlockRuns     = 400  // "*", "_", "~" and "`" in one block
	maxRowPipes      = 24   // "|" in one line
	maxRows          = 300  // lines with a "|" in one block
	maxDepth         = 12   // markers of quotes and lists, or columns of indent / 2
)

// A shape counts what makes a body slow.
type shape struct {
	lines, marks         int // of the body
	brackets, runs, rows int // of the block
	pipes                int // of the line
}

// checkShape reports the first place where body, which begins at offset base
// of the file, goes beyond a bound. It returns false if there is one.
func (f *file) checkShape(body []byte, base int) bool {
	var s shape
	for at := 0; at < len(body); {
		line, _, _ := bytes.Cut(body[at:], []byte("\n"))
		s.beginLine(line)
		if depth(line) > maxDepth {
			f.offset("structure", base+at, "引用或列表嵌套太深（最多 %d 层），请拆开写", maxDepth)
			return false
		}
		for i, c := range line {
			s.count(c)
			if what, most := s.excess(); what != "" {
				f.offset("structure", base+at+i, "%s太多（最多 %d），请拆开写", what, most)
				return false
			}
		}
		at += len(line) + 1
	}
	return true
}

// beginLine counts a line and forgets what ends with it.
func (s *shape) beginLine(line []byte) {
	s.lines++
	s.pipes = 0
	if len(bytes.TrimSpace(line)) == 0 {
		s.brackets, s.runs, s.rows = 0, 0, 0
	} else if bytes.IndexByte(line, '|') >= 0 {
		s.rows++
	}
}

// count counts one byte of a line.
func (s *shape) count(c byte) {
	switch c {
	case '*', '_', '~', '`':
		s.runs++
	case '[':
		s.brackets++
	case '|':
		s.pipes++
	case ']', '!', '<', '&', '\\':
	default:
		return
	}
	s.marks++
}

// excess names the first count that is beyond its bound, and the bound.
func (s *shape) excess() (what string, most int) {
	switch {
	case s.lines > maxLines:
		return "正文的行", maxLines
	case s.marks > maxMarks:
		return "正文里的标记符号", maxMarks
	case s.brackets > maxBlockBrackets:
		return "一段里的方括号", maxBlockBrackets
	case s.runs > maxBlockRuns:
		return "一段里的 * _ ~ ` ", maxBlockRuns
	case s.pipes > maxRowPipes:
		return "一行里的竖线", maxRowPipes
	case s.rows > maxRows:
		return "表格的行", maxRows
	default:
		return "", 0
	}
}

// depth estimates how deeply the quotes and lists at the beginning of line
// nest: by its markers, and by its indent, which goes on with lists that were
// begun above.
func depth(line []byte) int {
	markers, columns := 0, 0
	for i := 0; i < len(line); {
		switch c := line[i]; c {
		case ' ':
			columns++
			i++
		case '\t':
			columns += 4
			i++
		default:
			n := listMarker(line[i:])
			if c == '>' {
				n = 1
			}
			if n == 0 {
				return markers + columns/2
			}
			markers++
			i += n
			if i < len(line) && line[i] == ' ' {
				i++ // belongs to the marker
			}
		}
	}
	return markers + columns/2
}

// listMarker returns the length of the list marker that line begins with, 0
// where there is none.
func listMarker(line []byte) int {
	n := 0
	for n < len(line) && line[n] >= '0' && line[n] <= '9' {
		n++
	}
	switch {
	case n == len(line):
		return 0
	case n == 0 && (line[0] == '-' || line[0] == '*' || line[0] == '+'):
		n = 1
	case n > 0 && n < 10 && (line[n] == '.' || line[n] == ')'):
		n++
	default:
		return 0
	}
	if n < len(line) && line[n] != ' ' && line[n] != '\t' && line[n] != '\r' {
		return 0
	}
	return n
}
