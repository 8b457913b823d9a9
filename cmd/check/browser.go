package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
)

// browserPackages are Debian's names of what the browser tests need: the
// browser and a Chinese font.
var browserPackages = []string{"chromium", "fonts-noto-cjk"}

// installBrowser installs the browser of the page tests where it is missing
// and this user may. Where it cannot, the error is the one command to run.
func installBrowser(ctx context.Context, r runner) error {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			fmt.Fprintf(r.out, "found %s\n", path)
			return nil
		}
	}
	install := append([]string{"apt-get", "install", "-y", "--no-install-recommends"}, browserPackages...)
	advice := fmt.Errorf("the browser tests need Chromium; run: sudo %s %s", "apt-get install -y", "chromium fonts-noto-cjk")
	if _, err := exec.LookPath("apt-get"); err != nil {
		return fmt.Errorf("the browser tests need Chromium and a Chinese font; install both with the system's package manager")
	}
	var prefix []string
	if os.Geteuid() != 0 {
		if r.command(ctx, "sudo", "-n", "true") != nil {
			return advice
		}
		prefix = []string{"sudo", "-n"}
	}
	for _, words := range [][]string{{"apt-get", "update"}, install} {
		words = append(append([]string{}, prefix...), words...)
		if err := r.command(ctx, words[0], words[1:]...); err != nil {
			return fmt.Errorf("%w (%w)", advice, err)
		}
	}
	return nil
}
