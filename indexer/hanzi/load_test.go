package hanzi_test

import (
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"anku/indexer/hanzi"
)

// The tables may take no more than this in the repository, and so in memory.
const maxTables = 8 << 20

func TestTablesAreSmall(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var sum int64
	for _, file := range files {
		if strings.HasSuffix(file.Name(), ".bin") {
			info, err := file.Info()
			if err != nil {
				t.Fatal(err)
			}
			sum += info.Size()
		}
	}
	if sum == 0 || sum > maxTables {
		t.Errorf("the tables have %d bytes, want at most %d", sum, maxTables)
	}
}

// Using everything once allocates next to nothing, because nothing is parsed
// or copied. In the process that BenchmarkLoad starts, time and resident
// memory are reported as well.
func TestLoadCost(t *testing.T) {
	before := resident(t)
	start := time.Now()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	allocated := stats.TotalAlloc

	d := hanzi.NewDictionary([]string{"费控"})
	d.Words(prose)
	d.Pinyin(prose)
	hanzi.ParsePinyin("fudian")

	runtime.ReadMemStats(&stats)
	took := time.Since(start)
	if got, most := stats.TotalAlloc-allocated, uint64(1<<20); got > most {
		t.Errorf("the first use allocates %d bytes, want at most %d", got, most)
	}
	if os.Getenv("HANZI_LOAD") == "" {
		return
	}
	for r := rune(0x3400); r <= 0x9FFF; r++ { // touch nearly every page of the tables
		hanzi.Frequency(string(r) + "一")
		d.Pinyin(string(r))
	}
	debug.FreeOSMemory()
	t.Logf("ns=%d resident=%d", took.Nanoseconds(), resident(t)-before)
}

// resident returns the bytes of memory that the process has resident, or 0
// where the system does not tell.
func resident(t *testing.T) int64 {
	t.Helper()
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	pages, err := strconv.ParseInt(strings.Fields(string(text))[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return pages * int64(os.Getpagesize())
}
