package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// defaultNote is how pflag says what a flag is when it is not given.
var defaultNote = regexp.MustCompile(`(?m) \(default "?([^"\n]*?)"?\)$`)

// printUsage writes how cmd is used. Names of values stay in ASCII, because
// pflag counts bytes to align its columns.
func printUsage(cmd *cobra.Command) error {
	var b strings.Builder
	fmt.Fprintf(&b, "用法：\n  %s\n", strings.Replace(cmd.UseLine(), "[flags]", "[选项]", 1))
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\n命令：\n")
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				fmt.Fprintf(&b, "  %-12s%s\n", sub.Name(), sub.Short)
			}
		}
	}
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.AddFlagSet(cmd.LocalFlags())
	flags.AddFlagSet(cmd.InheritedFlags())
	fmt.Fprintf(&b, "\n选项：\n%s", defaultNote.ReplaceAllString(flags.FlagUsages(), "（默认 $1）"))
	if cmd.HasAvailableSubCommands() {
		how := "help 命令"
		if cmd.HasParent() {
			how = "命令 --help"
		}
		fmt.Fprintf(&b, "\n用 “%s %s” 看某个命令的用法。\n", cmd.CommandPath(), how)
	}
	_, err := fmt.Fprint(cmd.OutOrStdout(), b.String())
	return err
}

// newHelp returns the command that shows how others are used.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [命令]",
		Short: "显示某个命令的用法",
		RunE: func(cmd *cobra.Command, args []string) error {
			of, rest, err := cmd.Root().Find(args)
			if err == nil && len(rest) > 0 && !of.HasSubCommands() {
				err = usageError("help takes the name of one command")
			} else if err == nil {
				err = knownCommand(of, rest)
			}
			if err != nil {
				return err
			}
			return of.Help()
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, sub := range cmd.Root().Commands() {
				if len(args) == 0 && sub.IsAvailableCommand() {
					names = append(names, sub.Name()+"\t"+sub.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// knownCommand refuses an argument in the place of a command and says which
// there are.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return fmt.Errorf("unknown command %q, did you mean %s?", args[0], oneOf(near))
	}
	var names []string
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	return fmt.Errorf("unknown command %q, expected %s", args[0], oneOf(names))
}

// flagError says in one clause what is wrong with a flag.
func flagError(_ *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "":
		return fmt.Errorf("unknown flag --%s", unknown.GetSpecifiedName())
	case errors.As(err, &empty):
		return fmt.Errorf("--%s needs a value", empty.GetFlag().Name)
	case errors.As(err, &invalid) && invalid.GetFlag().Value.Type() == "bool":
		return fmt.Errorf("--%s %q: expected true or false", invalid.GetFlag().Name, invalid.GetValue())
	case errors.As(err, &invalid):
		return fmt.Errorf("--%s %q: %w", invalid.GetFlag().Name, invalid.GetValue(), errors.Unwrap(invalid))
	default:
		return err
	}
}
