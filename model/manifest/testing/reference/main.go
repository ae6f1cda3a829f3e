// Reads YAML as kubectl does: standard input holds a JSON array of texts, standard output gets an array with what
// k8s.io/apimachinery and sigs.k8s.io/yaml make of each: its documents as JSON, or the error that ends it.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/util/yaml"
)

type reading struct {
	Documents []json.RawMessage `json:"documents"`
	Error     string            `json:"error,omitempty"`
}

// read is the loop of kubectl's StreamVisitor (k8s.io/cli-runtime/pkg/resource/visitor.go).
func read(text string) (found reading) {
	found.Documents = []json.RawMessage{}
	defer func() {
		if problem := recover(); problem != nil {
			found.Error = fmt.Sprint("panic: ", problem)
		}
	}()
	decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader([]byte(text)), 4096)
	for {
		var raw json.RawMessage
		if err := decoder.Decode(&raw); err != nil {
			if err != io.EOF {
				found.Error = err.Error()
			}
			return found
		}
		document := bytes.TrimSpace(raw)
		if len(document) == 0 || bytes.Equal(document, []byte("null")) {
			continue
		}
		found.Documents = append(found.Documents, document)
	}
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}
	readings := make([]reading, len(texts))
	for index, text := range texts {
		readings[index] = read(text)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(readings); err != nil {
		panic(err)
	}
}
