// The oracle of sumdb.test.ts: Go's own prover and verifier (golang.org/x/mod/sumdb) on a log that was written by this package.
// Reads a question as JSON from standard input, answers as JSON on standard output.
package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type question struct {
	Directory   string
	VerifierKey string
	Checkpoint  string
	Size        int64
	Root        tlog.Hash
	Inclusion   []struct {
		Index  int64
		Record []byte
		Hashes []tlog.Hash
	}
	Consistency []struct {
		OldSize int64
		OldRoot tlog.Hash
		Hashes  []tlog.Hash
	}
}

type answer struct {
	Text              string
	Root              tlog.Hash
	OursAccepted      int
	ForgeriesAccepted int
	SameProofs        int
	Paths             []string
}

// The files of the log, by the paths of C2SP tlog-tiles: Go's path without the tile height.
type files struct{ directory string }

func (f files) Height() int { return 8 }

func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(f.directory, path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (f files) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func same(a, b []tlog.Hash) int {
	if len(a) != len(b) {
		return 0
	}
	for i := range a {
		if a[i] != b[i] {
			return 0
		}
	}
	return 1
}

func main() {
	var q question
	must(json.NewDecoder(os.Stdin).Decode(&q))
	var a answer

	verifier, err := note.NewVerifier(q.VerifierKey)
	must(err)
	opened, err := note.Open([]byte(q.Checkpoint), note.VerifierList(verifier))
	must(err)
	a.Text = opened.Text

	reader := tlog.TileHashReader(tlog.Tree{N: q.Size, Hash: q.Root}, files{q.Directory})
	a.Root, err = tlog.TreeHash(q.Size, reader)
	must(err)

	for _, claim := range q.Inclusion {
		hash := tlog.RecordHash(claim.Record)
		if tlog.CheckRecord(claim.Hashes, q.Size, q.Root, claim.Index, hash) == nil {
			a.OursAccepted++
		}
		if tlog.CheckRecord(claim.Hashes, q.Size, q.Root, claim.Index, tlog.RecordHash([]byte("forged"))) == nil {
			a.ForgeriesAccepted++
		}
		theirs, err := tlog.ProveRecord(q.Size, claim.Index, reader)
		must(err)
		a.SameProofs += same(theirs, claim.Hashes)
	}
	for _, claim := range q.Consistency {
		if tlog.CheckTree(claim.Hashes, q.Size, q.Root, claim.OldSize, claim.OldRoot) == nil {
			a.OursAccepted++
		}
		fork := claim.OldRoot
		fork[0] ^= 1
		if tlog.CheckTree(claim.Hashes, q.Size, q.Root, claim.OldSize, fork) == nil {
			a.ForgeriesAccepted++
		}
		theirs, err := tlog.ProveTree(q.Size, claim.OldSize, reader)
		must(err)
		a.SameProofs += same(theirs, claim.Hashes)
	}
	for _, tile := range tlog.NewTiles(8, 0, q.Size) {
		a.Paths = append(a.Paths, strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
	}
	must(json.NewEncoder(os.Stdout).Encode(a))
}
