package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
)

// errFindings ends a command that has said all there is to say, with exit
// code 1.
var errFindings = errors.New("findings")

// A runError is an error of a command that was used rightly.
type runError struct{ err error }

// Error returns the text of the cause.
func (e runError) Error() string { return e.err.Error() }

// Unwrap returns the cause.
func (e runError) Unwrap() error { return e.err }

// A usageError is wrong use that only the command body can see.
type usageError string

// Error returns what is wrong.
func (e usageError) Error() string { return string(e) }

// run executes one command line and returns its exit code. Errors are printed
// as one line, lower case, that says what was expected.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	var failed runError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFindings):
		return 1
	case errors.As(err, &failed) && ctx.Err() != nil && errors.Is(err, ctx.Err()):
		fmt.Fprintln(stderr, "anku: interrupted")
		return 1
	case errors.As(err, &failed):
		fmt.Fprintf(stderr, "anku: %s\n", oneLine(err.Error()))
		return 1
	default:
		fmt.Fprintf(stderr, "anku: %s (see %s --help)\n", oneLine(err.Error()), cmd.CommandPath())
		return 2
	}
}

// runs adapts a command body so that its errors are not taken for wrong use.
func runs(body func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		err := body(cmd, args)
		var usage usageError
		if err == nil || errors.As(err, &usage) {
			return err
		}
		return runError{err}
	}
}

// newRoot returns the command tree.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "anku",
		Short: "案库：供电服务投诉案例库，带中文检索",
		Long: `案库把典型投诉案例、服务话术、服务标准和培训课放在一个库里，能搜、能学、能改。

  anku serve                        打开网页版（默认 http://127.0.0.1:8080）
  anku search 交了钱怎么还没来电    在终端里找该说的话
  anku lint cases                   检查文档，指出每一处问题的位置`,
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
		Args:                       knownCommand,
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().BoolP("help", "h", false, "显示用法")
	root.SetUsageFunc(printUsage)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp())
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(newServe(), newSearch(), newLint(), newNew(), newIndexCommand(), newLexiconCommand(), newEval(), newVersion(), newCompletion())
	return root
}

// oneLine puts s on one line and drops what a terminal would not print: the
// text may hold what was typed or the name of a file.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r != ' ' && (unicode.IsSpace(r) || !unicode.IsPrint(r))
	}), " ")
}
