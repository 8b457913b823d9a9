package kb

// A Case is one complaint, analysed.
type Case struct {
	Channel   Channel
	Occurred  Date // year and month
	Liability Liability
	Severity  CaseSeverity
	Origin    Origin
	Scripts   []ID
	Standards []ID
	Measures  []Measure
	Questions []Question
}

// A Measure is what is changed so that the class of problems does not recur.
type Measure struct {
	Action string
	Owner  string // a post
	Due    Date
	Done   Date // zero while the measure is open
}

// Channel is the way by which a complaint came or a script is used.
type Channel string

// The channels, with the Chinese names that [Channel.Label] returns.
const (
	ChannelHall       Channel = "hall"
	ChannelHotline    Channel = "hotline"
	ChannelOnline     Channel = "online"
	ChannelOnsite     Channel = "onsite"
	ChannelRegulator  Channel = "regulator"
	ChannelGovernment Channel = "government"
	ChannelLetter     Channel = "letter"
	ChannelMedia      Channel = "media"
)

// Label returns the Chinese name of c, or "" for an unknown channel.
func (c Channel) Label() string {
	return label(string(c), "hall", "营业厅", "hotline", "95598 热线", "online", "线上", "onsite", "上门",
		"regulator", "12398 监管热线", "government", "12345 政务热线", "letter", "来信来访", "media", "媒体")
}

// Liability says what the investigation found.
type Liability string

// The findings: the complaint was right, partly right, or not.
const (
	LiabilityUpheld    Liability = "upheld"
	LiabilityPartly    Liability = "partly"
	LiabilityNotUpheld Liability = "not-upheld"
)

// Label returns the Chinese name of l, or "" for an unknown finding.
func (l Liability) Label() string {
	return label(string(l), "upheld", "属实", "partly", "部分属实", "not-upheld", "不属实")
}

// CaseSeverity is the grade of a complaint.
type CaseSeverity string

// The grades, lightest first.
const (
	SeverityGeneral   CaseSeverity = "general"
	SeverityImportant CaseSeverity = "important"
	SeverityMajor     CaseSeverity = "major"
	SeveritySpecial   CaseSeverity = "special"
)

// Label returns the Chinese name of s, or "" for an unknown grade.
func (s CaseSeverity) Label() string {
	return label(string(s), "general", "一般", "important", "重要", "major", "重大", "special", "特殊")
}

// Origin says whether a case really happened or was composed for teaching.
type Origin string

// The origins.
const (
	OriginComposite Origin = "composite"
	OriginReal      Origin = "real"
)

// label finds s among pairs of name and Chinese label.
func label(s string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == s {
			return pairs[i+1]
		}
	}
	return ""
}
