// Command plain is a program that has net/http and nothing else: what the size of the others is held against.
package main

import (
	"fmt"
	"net/http"
	"strings"
)

func main() {
	response, err := http.Post("http://127.0.0.1:9/", "text/plain", strings.NewReader(""))
	fmt.Println(response, err)
}
