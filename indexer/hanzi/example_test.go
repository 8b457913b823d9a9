package hanzi_test

import (
	"fmt"

	"anku/indexer/hanzi"
)

func ExampleDictionary_Words() {
	d := hanzi.NewDictionary([]string{"工单"})
	for _, w := range d.Words("轉派95598工單到供電所") {
		fmt.Println(w.Start, w.End, w.Term)
	}
	// Output:
	// 0 3 转
	// 3 6 派
	// 6 11 95598
	// 11 17 工单
	// 17 20 到
	// 20 29 供电所
	// 20 26 供电
}

func ExampleDictionary_Pinyin() {
	d := hanzi.NewDictionary(nil)
	for _, r := range d.Pinyin("重复还款，行") {
		fmt.Printf("%c %v\n", r.Rune, r.Syllables)
	}
	// Output:
	// 重 [chong]
	// 复 [fu]
	// 还 [huan]
	// 款 [kuan]
	// 行 [xing hang]
}

func ExampleParsePinyin() {
	fmt.Println(hanzi.ParsePinyin("fangan"))
	fmt.Println(hanzi.ParsePinyin("fud"))
	fmt.Println(hanzi.ParsePinyin("app"))
	// Output:
	// [{[fang an] false} {[fan gan] false}]
	// [{[fu d] true}]
	// []
}
