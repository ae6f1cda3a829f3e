// Command toykubelet is a kubelet of a hundred lines that speaks podproof's driver protocol:
//
//	go build -o toykubelet ./examples/drivers/toykubelet
//	podproof conform suite.json --driver 'exec:./toykubelet'
//
// It knows Pods that are never restarted. With -eager it starts main containers beside the init containers, which conform notices.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"sync"
	"time"
)

// One second of this kubelet takes so long.
const second = 20 * time.Millisecond

type object = map[string]any

var (
	eager = flag.Bool("eager", false, "start main containers beside init containers")
	out   = json.NewEncoder(os.Stdout)
	mu    sync.Mutex // guards everything below and out
	pods  = map[string]*pod{}
	test  struct {
		Manifest struct {
			Pods map[string]struct {
				Metadata struct{ Name string }
				Spec     struct {
					TerminationGracePeriodSeconds int
					InitContainers, Containers    []struct{ Name string }
				}
			}
			Programs map[string]struct{ OnSigterm any }
		}
	}
)

type pod struct {
	uid     string
	inits   []string // still to be run
	mains   []string
	running map[string]bool
	gone    bool
}

func show(see, uid string, fields object) {
	observation := object{"see": see, "uid": uid}
	for name, value := range fields {
		observation[name] = value
	}
	out.Encode(object{"jsonrpc": "2.0", "method": "observed", "params": object{"observation": observation}})
}

func (p *pod) start(names ...string) {
	for _, name := range names {
		p.running[name] = true
		show("container started", p.uid, object{"container": name})
	}
}

// next starts what may start now: the first init container, or, when none is left, the main containers.
func (p *pod) next() {
	if len(p.inits) > 0 {
		p.start(p.inits[0])
	}
	if len(p.inits) == 0 || *eager {
		p.start(p.mains...)
		p.mains = nil
	}
}

func (p *pod) exit(container string, code int) {
	if !p.running[container] {
		return
	}
	delete(p.running, container)
	show("container exited", p.uid, object{"container": container, "exitCode": code})
	if p.gone {
		p.remove()
	} else if len(p.inits) > 0 && p.inits[0] == container && code == 0 {
		p.inits = p.inits[1:]
		p.next()
	}
}

// remove ends the Pod once nothing of it runs.
func (p *pod) remove() {
	if len(p.running) > 0 {
		return
	}
	show("sandbox stopped", p.uid, nil)
	show("pod removed", p.uid, nil)
	delete(pods, p.uid)
}

func (p *pod) delete(grace int) {
	p.gone = true
	p.inits, p.mains = nil, nil
	for container := range p.running {
		show("signal received", p.uid, object{"container": container, "signal": "SIGTERM"})
		if code, heeds := test.Manifest.Programs[p.uid+"/"+container].OnSigterm.(float64); heeds {
			p.exit(container, int(code))
			continue
		}
		time.AfterFunc(time.Duration(grace)*second, func() {
			mu.Lock()
			defer mu.Unlock()
			p.exit(container, 137)
		})
	}
}

func stimulate(do string, params object) error {
	uid, _ := params["uid"].(string)
	switch do {
	case "create":
		p := &pod{uid: uid, running: map[string]bool{}}
		for _, one := range test.Manifest.Pods[uid].Spec.InitContainers {
			p.inits = append(p.inits, one.Name)
		}
		for _, one := range test.Manifest.Pods[uid].Spec.Containers {
			p.mains = append(p.mains, one.Name)
		}
		pods[uid] = p
		show("pod stored", uid, nil)
		show("sandbox ready", uid, nil)
		p.next()
	case "process exits":
		pods[uid].exit(params["container"].(string), int(params["exitCode"].(float64)))
	case "delete":
		for uid, p := range pods {
			spec := test.Manifest.Pods[uid]
			if spec.Metadata.Name != params["pod"] {
				continue
			}
			grace := spec.Spec.TerminationGracePeriodSeconds
			if given, ok := params["grace"].(float64); ok {
				grace = int(given)
			}
			p.delete(grace)
		}
	default:
		return fmt.Errorf("toykubelet cannot %s", do)
	}
	return nil
}

func main() {
	flag.Parse()
	lines := bufio.NewReaderSize(os.Stdin, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return // podproof is gone
		}
		var request struct {
			ID     int
			Method string
			Params json.RawMessage
		}
		if err := json.Unmarshal(line, &request); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		mu.Lock()
		answer := object{"jsonrpc": "2.0", "id": request.ID, "result": object{}}
		switch request.Method {
		case "hello":
			answer["result"] = object{
				"protocol": 1, "target": "toykubelet 0.1", "profile": "podman", "clock": "arrival", "second": second.Milliseconds(),
			}
		case "reset":
			pods = map[string]*pod{}
			test.Manifest.Pods, test.Manifest.Programs = nil, nil
			json.Unmarshal(request.Params, &test)
		case "stimulate":
			var params object
			json.Unmarshal(request.Params, &params)
			if err := stimulate(params["do"].(string), params); err != nil {
				answer = object{"jsonrpc": "2.0", "id": request.ID, "error": object{"code": 1, "message": err.Error()}}
			}
		}
		out.Encode(answer)
		mu.Unlock()
	}
}
