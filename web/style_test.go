package web_test

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// readTokens returns the colours of the light and of the dark theme by name.
func readTokens(t *testing.T, css string) map[string]map[string]string {
	t.Helper()
	root := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(css, 2)
	if len(root) != 2 || !strings.Contains(css, "@media (prefers-color-scheme: dark) {\n  :root {") {
		t.Fatal("the style sheet does not begin with a light and a dark theme")
	}
	colour := regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`)
	themes := map[string]map[string]string{"light": {}, "dark": {}}
	for i, theme := range []string{"light", "dark"} {
		for _, m := range colour.FindAllStringSubmatch(root[i][1], -1) {
			themes[theme][m[1]] = m[2]
		}
	}
	return themes
}

// luminance returns the relative luminance of a colour such as #1b2326, as
// WCAG 2 defines it.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// TestContrast checks that text of each colour can be read on each ground that
// it stands on, in both themes: at least 4.5 to 1 (WCAG 2 AA).
func TestContrast(t *testing.T) {
	const least = 4.5
	s := newSite(t, loadLibrary(t), nil)
	grounds := map[string][]string{
		"ink":       {"paper", "sheet", "mark", "accent-soft", "warn-soft"},
		"soft":      {"paper", "sheet", "accent-soft", "warn-soft"},
		"accent":    {"paper", "sheet", "accent-soft"},
		"on-accent": {"accent"},
		"warn":      {"paper", "warn-soft"},
		"gold":      {"paper", "sheet", "gold-soft", "accent-soft"},
		"plum":      {"plum-soft", "sheet", "accent-soft"},
		"blue":      {"paper", "sheet", "blue-soft", "accent-soft"},
		"grey":      {"grey-soft", "sheet", "accent-soft"},
	}
	for theme, tokens := range readTokens(t, s.get(t, assetURL(t, s, "css")).body) {
		for text, on := range grounds {
			for _, ground := range on {
				t.Run(fmt.Sprintf("%s/%s on %s", theme, text, ground), func(t *testing.T) {
					if tokens[text] == "" || tokens[ground] == "" {
						t.Fatalf("no colour: %s %q, %s %q", text, tokens[text], ground, tokens[ground])
					}
					a, b := luminance(t, tokens[text]), luminance(t, tokens[ground])
					if got := (max(a, b) + 0.05) / (min(a, b) + 0.05); got < least {
						t.Errorf("got contrast %.2f, want at least %.1f", got, least)
					}
				})
			}
		}
	}
}

// TestThemesAreWhole checks that the dark theme says every colour that the
// light one says.
func TestThemesAreWhole(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	css := s.get(t, assetURL(t, s, "css")).body
	themes := readTokens(t, css)
	for name := range themes["light"] {
		if themes["dark"][name] == "" {
			t.Errorf("dark theme does not say --%s", name)
		}
	}
	for _, use := range regexp.MustCompile(`var\(--([a-z-]+)\)`).FindAllStringSubmatch(css, -1) {
		if name := use[1]; themes["light"][name] == "" && !strings.Contains(css, "--"+name+": ") {
			t.Errorf("var(--%s) is not defined", name)
		}
	}
}

// TestAssetsAskNobodyElse checks that styles and script name no other host.
func TestAssetsAskNobodyElse(t *testing.T) {
	s := newSite(t, loadLibrary(t), nil)
	for _, ext := range []string{"css", "js"} {
		body := s.get(t, assetURL(t, s, ext)).body
		for _, host := range []string{"http://", "https://", "url(//", "@import", "eval(", "innerHTML +="} {
			if strings.Contains(body, host) {
				t.Errorf("*.%s has %q", ext, host)
			}
		}
	}
}
