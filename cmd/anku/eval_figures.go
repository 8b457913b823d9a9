package main

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	retrieval "anku/indexer/eval"
)

// corpusFigures is what anku eval prints for a public set.
type corpusFigures struct {
	Docs         int     `json:"docs"`
	Queries      int     `json:"queries"`
	IndexSeconds float64 `json:"index_seconds"`
	IndexBytes   int64   `json:"index_bytes"`
	P50          float64 `json:"p50_ms"`
	P99          float64 `json:"p99_ms"`
	Max          float64 `json:"max_ms"`
	Slowest      string  `json:"slowest"` // the query that took Max
	QPS          float64 `json:"qps"`
	retrieval.Measures
	RSS     int64           `json:"rss_bytes,omitempty"` // 0 where the system does not tell
	Compare *comparisonJSON `json:"compare,omitempty"`
}

// times fills in how long the queries took.
func (c *corpusFigures) times(queries []retrieval.Query, each []time.Duration) {
	t := retrieval.NewTimes(each)
	c.P50, c.P99, c.Max = milliseconds(t.P50), milliseconds(t.P99), milliseconds(t.Max)
	c.QPS = rounded(t.PerSecond, 1)
	c.Slowest = queries[t.Slowest].Text
}

// milliseconds returns d to the microsecond.
func milliseconds(d time.Duration) float64 { return rounded(d.Seconds()*1000, 3) }

// share returns v, a share of 1, with as many decimal places as mean something.
func share(v float64) float64 { return rounded(v, 6) }

// rounded returns v with so many decimal places.
func rounded(v float64, places int) float64 {
	scale := math.Pow10(places)
	return math.Round(v*scale) / scale
}

// text returns the figures as an aligned table.
func (c corpusFigures) text() string {
	var b strings.Builder
	row := func(name, value, unit string) {
		line := padded(name, 10) + fmt.Sprintf("%10s", value)
		if unit != "" {
			line += " " + unit
		}
		b.WriteString(line + "\n")
	}
	row("文档", strconv.Itoa(c.Docs), "")
	row("查询", strconv.Itoa(c.Queries), "")
	row("建索引", fmt.Sprintf("%.2f", c.IndexSeconds), "秒")
	row("索引", fmt.Sprintf("%.1f", float64(c.IndexBytes)/1e6), "MB")
	if c.RSS > 0 {
		row("内存", fmt.Sprintf("%.1f", float64(c.RSS)/1e6), "MB")
	}
	row("p50", fmt.Sprintf("%.2f", c.P50), "毫秒")
	row("p99", fmt.Sprintf("%.2f", c.P99), "毫秒")
	row("最慢", fmt.Sprintf("%.2f", c.Max), "毫秒  "+shortened(c.Slowest))
	row("每秒", fmt.Sprintf("%.0f", c.QPS), "次")
	for _, m := range []struct {
		name  string
		value float64
	}{
		{"hit@1", c.Hit1}, {"recall@10", c.Recall10}, {"mrr@10", c.MRR10}, {"ndcg@10", c.NDCG10},
	} {
		row(m.name, fmt.Sprintf("%.4f", m.value), "")
	}
	return b.String()
}

// padded fills s with spaces to a number of columns.
func padded(s string, columns int) string {
	return s + strings.Repeat(" ", max(columns-columnsOf(s), 0))
}

// shortened returns the beginning of a query on one line.
func shortened(s string) string {
	text := []rune(oneLine(strings.TrimSpace(s)))
	if len(text) > shownQueryRunes {
		text = append(text[:shownQueryRunes], '…')
	}
	return string(text)
}

// residentBytes returns the memory of this process, 0 where the system does
// not tell as Linux does.
func residentBytes() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kib, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err == nil {
				return kib << 10
			}
		}
	}
	return 0
}
