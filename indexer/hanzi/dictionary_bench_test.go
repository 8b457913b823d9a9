package hanzi_test

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"anku/indexer/hanzi"
)

// prose is text of customers and clerks, in which most words occur once.
const prose = "客戶交清电费以后，10kV 线路还没有恢复供电，打了三次95598才有人接。" +
	"供电所长说欠费停电要提前七天通知，居民用户当天缴费，二十四小时内必须恢复，这是国家电网公司的服务承诺。" +
	"工单转派到台区经理，他核对了电能表示数和用电信息采集系统的曲线，发现费控策略没有及时下发，" +
	"于是远程合闸不成功，只好派人到现场更换表后开关。老人行动不便，孩子在家等着写作业，全家人又热又急，" +
	"抱怨营业厅窗口排队太长、工作人员态度生硬，要求当面道歉并赔偿冰箱里变质的食品。调查核实后认定属实，" +
	"班组长上门说明原因，解释阶梯电价与峰谷时段的区别，帮助绑定手机，开通短信提醒，客户表示满意。\n"

func BenchmarkWords(b *testing.B) {
	d := newDictionary()
	text := strings.Repeat(prose, 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		d.Words(text)
	}
}

func BenchmarkPinyin(b *testing.B) {
	d := newDictionary()
	text := strings.Repeat(prose, 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		d.Pinyin(text)
	}
}

func BenchmarkParsePinyin(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		hanzi.ParsePinyin("jiaowanfeihaimeilaidian")
	}
}

func BenchmarkNewDictionary(b *testing.B) {
	for _, n := range []int{0, 1000} {
		b.Run("words="+strconv.Itoa(n), func(b *testing.B) {
			var words []string
			for _, g := range hanzi.Bigrams(strings.Repeat(prose, 4))[:n] {
				words = append(words, g.Term)
			}
			b.ReportAllocs()
			for b.Loop() {
				hanzi.NewDictionary(words)
			}
		})
	}
}

// BenchmarkLoad measures what a new process pays for the tables: the first use
// of each, and the memory that is resident afterwards beyond what was before.
func BenchmarkLoad(b *testing.B) {
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	var nanoseconds, resident float64
	for b.Loop() {
		cmd := exec.CommandContext(b.Context(), program, "-test.run=^TestLoadCost$", "-test.v")
		cmd.Env = append(os.Environ(), "HANZI_LOAD=1")
		out, err := cmd.CombinedOutput()
		if err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		for field := range strings.FieldsSeq(string(out)) {
			if value, found := strings.CutPrefix(field, "ns="); found {
				nanoseconds = atof(b, value)
			}
			if value, found := strings.CutPrefix(field, "resident="); found {
				resident = atof(b, value)
			}
		}
	}
	b.ReportMetric(nanoseconds, "load-ns")
	b.ReportMetric(resident, "resident-bytes")
}

func atof(b *testing.B, s string) float64 {
	b.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		b.Fatal(err)
	}
	return f
}
