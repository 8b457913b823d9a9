package kb

// A Lesson is a training unit: slides, questions and drills over cases. Its
// slides are the document's sections.
type Lesson struct {
	Minutes   int
	Audience  string
	Goals     []string
	Cases     []ID
	Scripts   []ID
	Questions []Question
	Drills    []Drill
}

// A Question tests what a case or a lesson taught.
type Question struct {
	Kind    QuestionKind
	Stem    string
	Options []string // for single and multi; lettered A, B, C…
	Answer  []string // letters; "true" or "false"; fillings in order; or the model answer
	Explain string
}

// QuestionKind says how a question is answered.
type QuestionKind string

// The kinds of questions.
const (
	QuestionSingle    QuestionKind = "single"
	QuestionMulti     QuestionKind = "multi"
	QuestionTrueFalse QuestionKind = "truefalse"
	QuestionBlank     QuestionKind = "blank"
	QuestionShort     QuestionKind = "short"
)

// Label returns the Chinese name of k, or "" for an unknown kind.
func (k QuestionKind) Label() string {
	return label(string(k), "single", "单选", "multi", "多选", "truefalse", "判断", "blank", "填空", "short", "简答")
}

// A Drill is a small branching dialogue. It starts at the first node.
type Drill struct {
	Title string
	Scene string
	Nodes []DrillNode
}

// A DrillNode is what the customer says and what one may answer; a node
// without choices ends the drill.
type DrillNode struct {
	ID       string
	Customer string
	Choices  []DrillChoice
}

// A DrillChoice is one answer, its score and where it leads.
type DrillChoice struct {
	Say      string
	Score    int
	Feedback string
	Next     string
}
