package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// completionScripts write the completion script of each shell.
var completionScripts = [...]struct {
	shell string
	write func(root *cobra.Command, w io.Writer) error
}{
	{"bash", func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
	{"zsh", func(root *cobra.Command, w io.Writer) error { return root.GenZshCompletion(w) }},
	{"fish", func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
}

func newCompletion() *cobra.Command {
	var shells []string
	for _, s := range completionScripts {
		shells = append(shells, s.shell)
	}
	return &cobra.Command{
		Use:   "completion bash|zsh|fish",
		Short: "输出命令行补全脚本",
		Long: `输出命令行补全脚本，按 Tab 补全命令、选项和问题类编号。

  bash  source <(anku completion bash)        写进 ~/.bashrc 就一直有效；要先装 bash-completion
  zsh   source <(anku completion zsh)         写进 ~/.zshrc，放在 compinit 后面
  fish  anku completion fish | source         写进 ~/.config/fish/config.fish`,
		ValidArgs: shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("completion needs one shell, expected %s", oneOf(shells))
			}
			return nil
		},
		RunE: runs(func(cmd *cobra.Command, args []string) error {
			for _, s := range completionScripts {
				if s.shell == args[0] {
					return s.write(cmd.Root(), cmd.OutOrStdout())
				}
			}
			return usageError(fmt.Sprintf("shell %q is unknown, expected %s", args[0], oneOf(shells)))
		}),
	}
}
