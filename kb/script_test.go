package kb_test

import (
	"reflect"
	"strings"
	"testing"

	"anku/kb"
)

// parseScript parses a script with the given 这样说 and 不要说.
func parseScript(t *testing.T, keys, lines, bans string) *kb.Script {
	t.Helper()
	return mustParse(t, "scripts/a.md", scriptSource(keys, lines, bans)).Script
}

func scriptSource(keys, lines, bans string) string {
	body := strings.Replace(strings.Replace(scriptBody, "- 乙\n", lines, 1), "- 丙\n", bans, 1)
	return source(withKeys(scriptHead, keys), body)
}

func TestScriptLines(t *testing.T) {
	got := parseScript(t, "slots: [客户称呼, 〔时间〕]\n", `- 第一句，还没有步骤。

### 先**道歉**

- 〔客户称呼〕，让您
  久等了。
- 用[规定](../standards/a-standard.md)的话说，`+"`24`"+` 小时内。

  说的时候看着客户。

  - 别低头
  - 别叹气

### 再给时间

1. 〔时间〕前回您&nbsp;电话。
2. A\*B，5 < 6。
`, "- 丙\n").Lines
	want := []kb.Line{
		{Text: "第一句，还没有步骤。"},
		{Step: "先道歉", Anchor: "先道歉", Text: "〔客户称呼〕，让您久等了。"},
		{Step: "先道歉", Anchor: "先道歉", Text: "用规定的话说，24 小时内。", Note: "说的时候看着客户。\n别低头\n别叹气"},
		{Step: "再给时间", Anchor: "再给时间", Text: "〔时间〕前回您\u00a0电话。"},
		{Step: "再给时间", Anchor: "再给时间", Text: "A*B，5 < 6。"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestScriptBans(t *testing.T) {
	got := parseScript(t, "", "- 乙\n", `- “不归我管。”——把人往外推。
- “不是我的事——您找别人。”——同上。
- 等着——没有时间
- “没有理由。”
`).Bans
	want := []kb.Ban{
		{Text: "“不归我管。”", Reason: "把人往外推。"},
		{Text: "“不是我的事——您找别人。”", Reason: "同上。"},
		{Text: "等着", Reason: "没有时间"},
		{Text: "“没有理由。”"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestScriptKeys(t *testing.T) {
	got := parseScript(t, "channel: hotline\nslots: [〔甲〕]\nstandards: [a-standard, a-standard]\n", "- 〔甲〕好\n", "- 丙\n")
	want := &kb.Script{
		Stage: kb.StageExplain, Channels: []kb.Channel{kb.ChannelHotline}, Slots: []string{"甲"},
		Standards: []kb.ID{"a-standard"}, Lines: []kb.Line{{Text: "〔甲〕好"}}, Bans: []kb.Ban{{Text: "丙"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestScriptDefects(t *testing.T) {
	tests := []struct {
		name, keys, lines string
		want              []string
	}{
		{"no list", "", "好好说。\n", []string{"14:1: “这样说” 里一句话都没有", "16:1: 提醒：“这样说” 里的话要写成列表项"}},
		{"prose beside a list", "", "- 乙\n\n好好说。\n", []string{"18:1: 提醒：“这样说” 里的话要写成列表项"}},
		{"table under prose", "", "- 乙\n\n好好说。\n| 甲 |\n|---|\n", []string{
			"18:1: 提醒：“这样说” 里的话要写成列表项", "19:1: 提醒：“这样说” 里的话要写成列表项",
		}},
		{"quote", "", "- 乙\n\n> 好好说。\n", []string{"18:1: 提醒：“这样说” 里的话要写成列表项"}},
		{"empty item", "", "- 乙\n-\n- 丙\n", []string{"17:1: 提醒：这一项是空的"}},
		{"only an empty item", "", "-\n", []string{"14:1: 小节 “这样说” 还没有内容", "16:1: 提醒：这一项是空的"}},
		{"empty section", "", "\n", []string{"14:1: 小节 “这样说” 还没有内容"}},
		{"slot in a later line", "", "- 乙\n- 您好，〔甲〕、〔甲〕和〔丁〕\n", []string{"17:6: 填空〔甲〕没有在 slots 里登记", "17:14: 填空〔丁〕没有在 slots 里登记"}},
		{"slot in a note", "", "- 乙\n\n  〔甲〕\n", nil},
		{"slot over two items", "", "- 〔甲\n- 乙〕\n", nil},
		{"slot with markup", "", "- 您好，〔**甲**〕\n", []string{"16:1: 填空〔甲〕没有在 slots 里登记"}},
		{"slot that is not used", "slots: [甲]\n", "- 乙\n", []string{"8:9: 提醒：填空〔甲〕没有一句话用到"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := defects("scripts/a.md", scriptSource(tt.keys, tt.lines, "- 丙\n"))
			wantDefects(t, got, tt.want...)
		})
	}
}

func TestBanWithoutSentence(t *testing.T) {
	got := defects("scripts/a.md", scriptSource("", "- 乙\n", "- 丙\n- ——只有原因\n"))
	wantDefects(t, got, "21:1: 提醒：先写不能说的那句话")
}

func TestSlotNames(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"没有填空", nil},
		{"〔甲〕和〔乙〕，再〔甲〕", []string{"甲", "乙"}},
		{"〔〕〔 〕", []string{" "}},
		{"〔甲〔乙〕丙〕", []string{"乙"}},
		{"〔没有关上", nil},
	}
	for _, tt := range tests {
		if got := kb.SlotNames(tt.text); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("slots of %q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}
