package kb

import (
	"regexp"
	"strings"
)

// A Script is what to say in a situation, step by step.
type Script struct {
	Stage     Stage
	Channels  []Channel
	Slots     []string // names of fill-ins, without brackets
	Standards []ID
	Lines     []Line
	Bans      []Ban
}

// A Line is one sentence of a script that can be said, and copied, as it
// stands; 〔…〕 marks a fill-in.
type Line struct {
	Step   string // the heading that it stands under, or ""
	Anchor string // of that heading, unique in the document
	Text   string
	Note   string // a hint that is not said, or ""
}

// A Ban is a sentence never to say, and why.
type Ban struct {
	Text   string
	Reason string
}

// Stage is the part of a conversation that a script serves.
type Stage string

// The stages, in the order of a conversation.
const (
	StageOpening  Stage = "opening"
	StageSoothe   Stage = "soothe"
	StageVerify   Stage = "verify"
	StageExplain  Stage = "explain"
	StagePromise  Stage = "promise"
	StageEscalate Stage = "escalate"
	StageClose    Stage = "close"
)

// Label returns the Chinese name of s, or "" for an unknown stage.
func (s Stage) Label() string {
	return label(string(s), "opening", "开场", "soothe", "安抚", "verify", "核实", "explain", "解释",
		"promise", "承诺", "escalate", "升级", "close", "收尾")
}

// slotPattern finds fill-ins such as 〔客户称呼〕.
var slotPattern = regexp.MustCompile(`〔([^〔〕]+)〕`)

// SlotNames returns the names of the fill-ins in text, each once, in order.
func SlotNames(text string) []string {
	var names []string
	seen := map[string]bool{}
	for _, m := range slotPattern.FindAllStringSubmatch(text, -1) {
		if !seen[m[1]] {
			seen[m[1]] = true
			names = append(names, m[1])
		}
	}
	return names
}

// parseBan splits “一句话”——原因 into the sentence and the reason. A dash inside
// the quotes belongs to the sentence.
func parseBan(text string) Ban {
	said, reason, found := strings.Cut(text, "”——")
	if found {
		said += "”"
	} else {
		said, reason, _ = strings.Cut(text, "——")
	}
	return Ban{Text: strings.TrimSpace(said), Reason: strings.TrimSpace(reason)}
}
