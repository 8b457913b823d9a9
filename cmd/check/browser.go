package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// browserPackages are Debian's names of what the browser tests need: the
// browser and a Chinese font.
var browserPackages = []string{"chromium", "fonts-noto-cjk"}

// installBrowser installs the browser of the page tests and a Chinese font
// where one is missing and this user may. Where it cannot, the error is the
// one command to run.
func installBrowser(ctx context.Context, r runner) error {
	if hasBrowser() && hasChineseFont(ctx, r) {
		fmt.Fprintln(r.out, "found a browser and a Chinese font")
		return nil
	}
	if _, err := exec.LookPath("apt-get"); err != nil {
		return errors.New("the page tests need Chromium and a Chinese font; install both with the system's package manager")
	}
	install := append([]string{"apt-get", "install", "-y", "--no-install-recommends"}, browserPackages...)
	advice := fmt.Errorf("the page tests need a browser and a Chinese font; run: sudo %s", strings.Join(install, " "))
	var prefix []string
	if os.Geteuid() != 0 {
		if r.command(ctx, "sudo", "-n", "true") != nil {
			return advice
		}
		prefix = []string{"sudo", "-n"}
	}
	for _, words := range [][]string{{"apt-get", "update"}, install} {
		words = slices.Concat(prefix, words)
		if err := r.command(ctx, words[0], words[1:]...); err != nil {
			return fmt.Errorf("%w (%w)", advice, err)
		}
	}
	return nil
}

// hasBrowser reports whether a browser that the tests can drive is there.
func hasBrowser() bool {
	return slices.ContainsFunc([]string{"chromium", "chromium-browser", "google-chrome"}, func(name string) bool {
		_, err := exec.LookPath(name)
		return err == nil
	})
}

// hasChineseFont reports whether the system knows a font for Chinese.
func hasChineseFont(ctx context.Context, r runner) bool {
	fonts, err := r.output(ctx, "fc-list", ":lang=zh-cn", "family")
	return err == nil && strings.TrimSpace(fonts) != ""
}
