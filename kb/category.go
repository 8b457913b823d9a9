package kb

// A Category is one of the five groups of complaints that the 95598 hotline
// distinguishes.
type Category string

// The categories, in the order of the hotline's own list.
const (
	CategoryService  Category = "service"
	CategoryBusiness Category = "business"
	CategoryOutage   Category = "outage"
	CategoryQuality  Category = "quality"
	CategoryGrid     Category = "grid"
)

// Categories returns the five categories in listing order.
func Categories() []Category {
	return []Category{CategoryService, CategoryBusiness, CategoryOutage, CategoryQuality, CategoryGrid}
}

// Label returns the Chinese name of c, or "" for an unknown category.
func (c Category) Label() string {
	switch c {
	case CategoryService:
		return "服务投诉"
	case CategoryBusiness:
		return "营业投诉"
	case CategoryOutage:
		return "停送电投诉"
	case CategoryQuality:
		return "供电质量投诉"
	case CategoryGrid:
		return "电网建设投诉"
	default:
		return ""
	}
}

// Valid reports whether c is one of the five categories.
func (c Category) Valid() bool { return c.Label() != "" }
