// Command read tells what stands in Go source, for comparing two releases: declarations without comments and layout, the JSON fields of
// structs, and the stages of feature gates. It reads a list of questions from standard input and writes the answers in the same order.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
)

// Question asks what stands in a file, or in all files of a directory that are no tests.
type Question struct {
	Kind string `json:"kind"`
	Path string `json:"path"`
}

// Answer has one of its parts, by the kind of the question; Absent if there is no such file.
type Answer struct {
	Absent       bool                         `json:"absent"`
	Declarations map[string]string            `json:"declarations,omitempty"`
	Structs      map[string]map[string]string `json:"structs,omitempty"`
	Gates        map[string][]Stage           `json:"gates,omitempty"`
}

// Stage is what a gate is from a version on.
type Stage struct {
	Version string `json:"version"`
	Default bool   `json:"default"`
	Stage   string `json:"stage"`
	Locked  bool   `json:"locked"`
}

func main() {
	var questions []Question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		fail(err)
	}
	answers := make([]Answer, 0, len(questions))
	for _, question := range questions {
		answers = append(answers, answer(question))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func answer(question Question) Answer {
	files := filesAt(question.Path)
	if len(files) == 0 {
		return Answer{Absent: true}
	}
	found := Answer{}
	for _, name := range files {
		set := token.NewFileSet()
		// Comments are left out: they change nothing.
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			fail(err)
		}
		switch question.Kind {
		case "declarations":
			found.Declarations = merged(found.Declarations, declarations(set, file))
		case "structs":
			found.Structs = merged(found.Structs, structs(set, file))
		case "gates":
			found.Gates = merged(found.Gates, gates(file))
		}
	}
	return found
}

func filesAt(path string) []string {
	if strings.HasSuffix(path, ".go") {
		if _, err := os.Stat(path); err != nil {
			return nil
		}
		return []string{path}
	}
	all, _ := filepath.Glob(filepath.Join(path, "*.go"))
	files := make([]string, 0, len(all))
	for _, name := range all {
		if !strings.HasSuffix(name, "_test.go") {
			files = append(files, name)
		}
	}
	sort.Strings(files)
	return files
}

func merged[V any](into, from map[string]V) map[string]V {
	if into == nil {
		into = map[string]V{}
	}
	for name, value := range from {
		into[name] = value
	}
	return into
}

// declarations gives a hash for every function (a method by its own name and as Receiver.Name), type, constant and variable.
func declarations(set *token.FileSet, file *ast.File) map[string]string {
	found := map[string]string{}
	for _, one := range file.Decls {
		switch declared := one.(type) {
		case *ast.FuncDecl:
			declared.Doc = nil
			text := printed(set, declared)
			name := declared.Name.Name
			// Several methods of one name in a file: the bare name stands for all of them.
			found[name] = hash(found[name] + text)
			if declared.Recv != nil {
				found[receiver(declared.Recv.List[0].Type)+"."+name] = hash(text)
			}
		case *ast.GenDecl:
			for _, spec := range declared.Specs {
				switch named := spec.(type) {
				case *ast.TypeSpec:
					found[named.Name.Name] = hash(printed(set, named))
				case *ast.ValueSpec:
					for _, name := range named.Names {
						found[name.Name] = hash(printed(set, named))
					}
				}
			}
		}
	}
	return found
}

func receiver(expression ast.Expr) string {
	switch one := expression.(type) {
	case *ast.StarExpr:
		return receiver(one.X)
	case *ast.IndexExpr:
		return receiver(one.X)
	case *ast.Ident:
		return one.Name
	}
	return ""
}

// printed writes a node with one layout for all, so that moved lines are no change. Positions are dropped with the line breaks.
func printed(set *token.FileSet, node any) string {
	var text bytes.Buffer
	if err := printer.Fprint(&text, set, node); err != nil {
		fail(err)
	}
	return strings.Join(strings.Fields(text.String()), " ")
}

func hash(text string) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:16]
}

// structs gives the JSON fields of every struct with their types; inlined ones as `+Type`.
func structs(set *token.FileSet, file *ast.File) map[string]map[string]string {
	found := map[string]map[string]string{}
	ast.Inspect(file, func(node ast.Node) bool {
		spec, named := node.(*ast.TypeSpec)
		if !named {
			return true
		}
		body, is := spec.Type.(*ast.StructType)
		if !is {
			return true
		}
		fields := map[string]string{}
		for _, field := range body.Fields.List {
			if field.Tag == nil {
				continue
			}
			name, _, _ := strings.Cut(reflect.StructTag(strings.Trim(field.Tag.Value, "`")).Get("json"), ",")
			kind := strings.TrimPrefix(printed(set, field.Type), "*")
			// An embedded struct without a name of its own has its fields among those of the outer one.
			if name == "" && len(field.Names) == 0 {
				fields["+"+kind] = kind
			} else if name != "" && name != "-" {
				fields[name] = kind
			}
		}
		found[spec.Name.Name] = fields
		return true
	})
	return found
}

// gates gives the stages of every gate of a file with maps such as defaultVersionedKubernetesFeatureGates.
func gates(file *ast.File) map[string][]Stage {
	found := map[string][]Stage{}
	ast.Inspect(file, func(node ast.Node) bool {
		pair, is := node.(*ast.KeyValueExpr)
		if !is {
			return true
		}
		list, is := pair.Value.(*ast.CompositeLit)
		if !is {
			return true
		}
		stages := make([]Stage, 0, len(list.Elts))
		for _, element := range list.Elts {
			stage, is := stageOf(element)
			if !is {
				return true
			}
			stages = append(stages, stage)
		}
		if len(stages) > 0 {
			found[lastName(pair.Key)] = stages
		}
		return true
	})
	return found
}

func stageOf(element ast.Expr) (Stage, bool) {
	literal, is := element.(*ast.CompositeLit)
	if !is {
		return Stage{}, false
	}
	stage := Stage{}
	for _, one := range literal.Elts {
		pair, is := one.(*ast.KeyValueExpr)
		if !is {
			return Stage{}, false
		}
		switch lastName(pair.Key) {
		case "Version":
			call, is := pair.Value.(*ast.CallExpr)
			if is && len(call.Args) == 1 {
				if text, is := call.Args[0].(*ast.BasicLit); is {
					stage.Version = strings.Trim(text.Value, `"`)
				}
			}
		case "Default":
			stage.Default = lastName(pair.Value) == "true"
		case "PreRelease":
			stage.Stage = lastName(pair.Value)
		case "LockToDefault":
			stage.Locked = lastName(pair.Value) == "true"
		}
	}
	return stage, stage.Version != ""
}

func lastName(expression ast.Expr) string {
	switch one := expression.(type) {
	case *ast.Ident:
		return one.Name
	case *ast.SelectorExpr:
		return one.Sel.Name
	}
	return ""
}
