package kb

import "slices"

// A Rule is one thing that lint checks.
type Rule struct {
	Name     string   `json:"name"` // stable; printed with each defect
	Severity Severity `json:"severity"`
	Summary  string   `json:"summary"` // what the rule asks for, in Chinese
}

// rules lists every rule, as doc.go does. A defect can only be reported under one of these
// names, and the defect fixture in testdata breaks each of them at least once.
var rules = [...]Rule{
	{"alias", SeverityError, "元数据里不用 YAML 锚点、别名和标签"},
	{"asks-duplicate", SeverityWarning, "同一份文档里不写重复的问法"},
	{"asks-empty", SeverityError, "问题类和话术至少有一条问法"},
	{"bad-date", SeverityError, "日期写成 2026-10-05（发生年月写成 2026-10）"},
	{"bad-id", SeverityError, "文件名是小写英文、数字和连字符"},
	{"bad-value", SeverityError, "取值在规定的范围里"},
	{"bold", SeverityError, "加粗的星号要能被 Markdown 认出来"},
	{"case-measure", SeverityError, "案例至少有一条整改措施"},
	{"case-script", SeverityError, "案例至少用到一份话术"},
	{"class-folder", SeverityError, "案例放在它所属问题类的文件夹里"},
	{"dead-anchor", SeverityError, "链接的锚点在目标文档里存在"},
	{"dead-link", SeverityError, "相对链接的目标存在"},
	{"drill-node", SeverityError, "演练的每个去向都存在、每个节点都走得到、都能走到结尾"},
	{"duplicate-id", SeverityError, "编号在整个库里唯一"},
	{"duplicate-key", SeverityError, "同一个键只写一次"},
	{"file-size", SeverityError, "文件不超过 128 KiB（词库 256 KiB）"},
	{"front-matter", SeverityError, "文件以一段完整的 --- 元数据开头"},
	{"heading", SeverityError, "正文标题从二级（##）起，逐级往下"},
	{"id-mismatch", SeverityError, "id 和文件名一致"},
	{"image", SeverityError, "正文不用图片"},
	{"layer-empty", SeverityWarning, "库目录里有文档"},
	{"lexicon-broad", SeverityError, "近义词不是一个字、不全是虚字，也不是差不多每份文档都有的词"},
	{"lexicon-swallow", SeverityWarning, "词库里没有重复的词，一组近义词不整个包在另一组里"},
	{"lexicon-target", SeverityError, "近义词组的 word 在文档里找得到，要去掉的组在下面的层里有"},
	{"lexicon-word", SeverityError, "词库的词是 2 到 12 个字，没有空格和标点"},
	{"line-item", SeverityWarning, "这样说、不要说里的话写成列表项"},
	{"link-target", SeverityError, "链接只用相对路径、http(s)、mailto 或 tel"},
	{"missing-key", SeverityError, "必填的键都写了"},
	{"not-regular", SeverityError, "文档是普通文件，符号链接不指向库外"},
	{"not-utf8", SeverityError, "文件是 UTF-8 编码，不含控制字符"},
	{"question-answer", SeverityError, "题目的答案和选项对得上"},
	{"raw-html", SeverityError, "正文不写 HTML"},
	{"retired-reference", SeverityError, "不再引用已停用的文档"},
	{"reviewed-future", SeverityError, "复核日期不在将来"},
	{"reviewed-overdue", SeverityWarning, "按期复核"},
	{"script-lines", SeverityError, "话术至少有一句可以照着说的话"},
	{"section-duplicate", SeverityError, "同一个小节只写一次"},
	{"section-empty", SeverityError, "每个小节都有内容"},
	{"section-missing", SeverityError, "规定的小节都在"},
	{"section-order", SeverityError, "小节按规定的顺序排"},
	{"section-unknown", SeverityError, "只用规定的小节"},
	{"slot-undeclared", SeverityError, "话术句里的〔填空〕都在 slots 里登记"},
	{"slot-unused", SeverityWarning, "slots 里登记的填空都用到"},
	{"standard-chain", SeverityError, "标准的替代关系不绕圈"},
	{"standard-document", SeverityError, "带数字的标准写明出自哪份文件"},
	{"stray-file", SeverityWarning, "Markdown 文件放在规定的文件夹里，lexicon 里没有别的文件"},
	{"structure", SeverityError, "正文结构不过分复杂（行数、括号、表格、嵌套），问题不成堆"},
	{"unknown-class", SeverityError, "引用的问题类存在"},
	{"unknown-document", SeverityError, "引用的文档存在"},
	{"unknown-key", SeverityError, "只用规定的键"},
	{"unreadable", SeverityError, "文件读得出来"},
	{"unwritten", SeverityError, "没有留着“待写”的空"},
	{"wrong-kind", SeverityError, "引用的文档是要的那一种"},
	{"wrong-type", SeverityError, "键的值是要的类型"},
	{"yaml-syntax", SeverityError, "元数据是合法的 YAML"},
}

// Rules returns every rule that lint checks, by name.
func Rules() []Rule { return slices.Clone(rules[:]) }

// severityOf returns the severity of the named rule. An unlisted name is a
// mistake in this package, which TestRulesAreListed finds.
func severityOf(name string) Severity {
	for _, r := range rules {
		if r.Name == name {
			return r.Severity
		}
	}
	return SeverityError
}
