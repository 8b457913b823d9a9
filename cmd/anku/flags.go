package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"anku/kb"
)

// A choice is a flag that takes one of a few words.
type choice[T ~string] struct {
	value   *T
	allowed []T
}

// choiceFlag adds a flag that takes one of allowed; what value holds is the
// default. Shells complete it.
func choiceFlag[T ~string](cmd *cobra.Command, value *T, name, usage string, allowed ...T) {
	cmd.Flags().Var(choice[T]{value, allowed}, name, usage)
	var words []string
	for _, a := range allowed {
		words = append(words, string(a))
	}
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// Set implements pflag.Value.
func (c choice[T]) Set(s string) error {
	if !slices.Contains(c.allowed, T(s)) {
		return fmt.Errorf("expected %s", oneOf(c.allowed))
	}
	*c.value = T(s)
	return nil
}

// String implements pflag.Value.
func (c choice[T]) String() string { return string(*c.value) }

// Type implements pflag.Value.
func (c choice[T]) Type() string { return "string" }

// A number is a flag that takes a whole number within bounds.
type number struct {
	value     *int
	low, high int
}

// Set implements pflag.Value.
func (n number) Set(s string) error {
	v, err := strconv.Atoi(s)
	if err != nil || v < n.low || v > n.high {
		return fmt.Errorf("expected a whole number from %d to %d", n.low, n.high)
	}
	*n.value = v
	return nil
}

// String implements pflag.Value.
func (n number) String() string { return strconv.Itoa(*n.value) }

// Type implements pflag.Value.
func (n number) Type() string { return "int" }

// A classID is a flag that takes the ID of a class.
type classID struct{ value *kb.ID }

// classFlag adds a flag that takes the ID of a class. Shells complete it with
// the embedded classes.
func classFlag(cmd *cobra.Command, value *kb.ID, name, usage string) {
	cmd.Flags().Var(classID{value}, name, usage)
	_ = cmd.RegisterFlagCompletionFunc(name, func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		lib, err := new(content).load(cmd.Context())
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var ids []string
		for _, class := range lib.OfKind(kb.KindClass) {
			ids = append(ids, string(class.ID)+"\t"+class.Title)
		}
		return ids, cobra.ShellCompDirectiveNoFileComp
	})
}

// Set implements pflag.Value.
func (c classID) Set(s string) error {
	if !kb.ID(s).Valid() {
		return errors.New("expected the id of a class, such as biz-restore-delay")
	}
	*c.value = kb.ID(s)
	return nil
}

// String implements pflag.Value.
func (c classID) String() string { return string(*c.value) }

// Type implements pflag.Value.
func (c classID) Type() string { return "string" }

// noArgs refuses arguments.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments, got %q", cmd.Name(), args[0])
	}
	return nil
}

// oneOf joins words as "a, b or c".
func oneOf[T ~string](words []T) string {
	var b strings.Builder
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			b.WriteString(" or ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(string(w))
	}
	return b.String()
}
