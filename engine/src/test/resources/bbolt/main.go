// A bbolt that does what it is told, a request and its answer on a line each: the judge of BboltTest
// and the other side of StoreBench. An answer is "ok" and what was asked for, or "error" and
// what bbolt said. Names, keys and values are hexadecimal, a path of buckets has
// slashes, "*N" is a value of N zero bytes.
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"os"
	"strconv"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
)

// The jobs of the benchmark are those of StoreBench: 2000 keys with values of 100 bytes.
const keys = 2000

var benchBucket = []byte("bucket")
var benchValue = make([]byte, 100)

// Made beforehand: to write numbers as text is not what is measured.
var benchKeys [][]byte

type judge struct {
	db *bolt.DB
	tx *bolt.Tx
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<16)
	out := bufio.NewWriter(os.Stdout)
	var j judge
	for i := 0; i < 200000; i++ {
		benchKeys = append(benchKeys, []byte(fmt.Sprintf("key%07d", i)))
	}
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		words := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		answer, err := j.answer(words[0], words[1:])
		if err != nil {
			fmt.Fprintf(out, "error\t%s\n", strings.ReplaceAll(err.Error(), "\n", "; "))
		} else {
			fmt.Fprintf(out, "ok\t%s\n", answer)
		}
		out.Flush()
	}
}

func (j *judge) answer(verb string, args []string) (answer string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	switch verb {
	case "open":
		j.db, err = open(args[0], args[1:])
		return "", err
	case "close":
		return "", j.db.Close()
	case "begin":
		j.tx, err = j.db.Begin(true)
		return "", err
	case "commit":
		return "", j.tx.Commit()
	case "rollback":
		return "", j.tx.Rollback()
	case "check":
		return j.check()
	case "digest":
		return j.digest()
	case "commits":
		return j.commits(args)
	case "gets":
		return j.gets(args)
	case "fill":
		return j.fill(args)
	}
	return "", j.change(verb, args)
}

func open(file string, options []string) (*bolt.DB, error) {
	o := *bolt.DefaultOptions
	o.Timeout = time.Second
	strict := false
	for _, option := range options {
		switch name, value, _ := strings.Cut(option, "="); name {
		case "page-size":
			o.PageSize = number(value)
		case "no-freelist":
			o.NoFreelistSync = true
		case "no-sync":
			o.NoSync = true
		case "map":
			o.FreelistType = bolt.FreelistMapType
		case "read-only":
			o.ReadOnly = true
		case "strict":
			strict = true
		default:
			return nil, errors.New("unknown option " + option)
		}
	}
	db, err := bolt.Open(file, 0600, &o)
	if err == nil {
		db.StrictMode = strict
	}
	return db, err
}

// change does one thing within the open transaction.
func (j *judge) change(verb string, args []string) error {
	path := strings.Split(args[0], "/")
	last := bytes(path[len(path)-1])
	switch verb {
	case "bucket", "drop":
		in := j.bucket(path[:len(path)-1])
		switch {
		case verb == "drop" && in == nil:
			return j.tx.DeleteBucket(last)
		case verb == "drop":
			return in.DeleteBucket(last)
		case in == nil:
			_, err := j.tx.CreateBucketIfNotExists(last)
			return err
		}
		_, err := in.CreateBucketIfNotExists(last)
		return err
	}
	in := j.bucket(path)
	switch verb {
	case "put":
		return in.Put(bytes(args[1]), bytes(args[2]))
	case "delete":
		return in.Delete(bytes(args[1]))
	case "sequence":
		return in.SetSequence(uint64(number(args[1])))
	case "fill-percent":
		percent, err := strconv.ParseFloat(args[1], 64)
		in.FillPercent = percent
		return err
	}
	return errors.New("unknown verb " + verb)
}

// bucket is nil for the top.
func (j *judge) bucket(path []string) *bolt.Bucket {
	var b *bolt.Bucket
	for i, name := range path {
		if i == 0 {
			b = j.tx.Bucket(bytes(name))
		} else {
			b = b.Bucket(bytes(name))
		}
	}
	return b
}

func (j *judge) check() (string, error) {
	var found []string
	err := j.db.View(func(tx *bolt.Tx) error {
		for err := range tx.Check() {
			found = append(found, err.Error())
		}
		return nil
	})
	return strings.Join(found, "; "), err
}

// digest is a checksum of all there is: buckets within buckets and their sequences too.
func (j *judge) digest() (string, error) {
	sum := sha256.New()
	err := j.db.View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error { return add(sum, name, b) })
	})
	return hex.EncodeToString(sum.Sum(nil)), err
}

func add(sum hash.Hash, name []byte, b *bolt.Bucket) error {
	put(sum, 'B', name)
	binary.Write(sum, binary.BigEndian, b.Sequence())
	err := b.ForEach(func(key, value []byte) error {
		if value == nil {
			return add(sum, key, b.Bucket(key))
		}
		put(sum, 'K', key)
		put(sum, 'V', value)
		return nil
	})
	sum.Write([]byte{'E'})
	return err
}

func put(sum hash.Hash, kind byte, bytes []byte) {
	sum.Write([]byte{kind})
	binary.Write(sum, binary.BigEndian, uint32(len(bytes)))
	sum.Write(bytes)
}

// commits: FROM, COUNT; the nanoseconds of each.
func (j *judge) commits(args []string) (string, error) {
	from, count := number(args[0]), number(args[1])
	nanos := make([]string, count)
	for i := range nanos {
		begun := time.Now()
		err := j.db.Update(func(tx *bolt.Tx) error {
			return tx.Bucket(benchBucket).Put(benchKeys[(from+i)%keys], benchValue)
		})
		if err != nil {
			return "", err
		}
		nanos[i] = strconv.FormatInt(time.Since(begun).Nanoseconds(), 10)
	}
	return strings.Join(nanos, " "), nil
}

// gets: COUNT, each in a view of its own.
func (j *judge) gets(args []string) (string, error) {
	for i, count := 0, number(args[0]); i < count; i++ {
		key := benchKeys[i%keys]
		err := j.db.View(func(tx *bolt.Tx) error {
			value := tx.Bucket(benchBucket).Get(key)
			if len(value) != len(benchValue) {
				return fmt.Errorf("%s is not there", key)
			}
			// As a caller must who keeps it.
			_ = append([]byte(nil), value...)
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return "", nil
}

// fill: FROM, TO, LENGTH of the values, PERCENT; in one transaction.
func (j *judge) fill(args []string) (string, error) {
	from, to, length := number(args[0]), number(args[1]), number(args[2])
	percent, err := strconv.ParseFloat(args[3], 64)
	if err != nil {
		return "", err
	}
	value := make([]byte, length)
	return "", j.db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists(benchBucket)
		if err != nil {
			return err
		}
		b.FillPercent = percent
		for i := from; i < to; i++ {
			if err := b.Put(benchKeys[i], value); err != nil {
				return err
			}
		}
		return nil
	})
}

func bytes(text string) []byte {
	if strings.HasPrefix(text, "*") {
		return make([]byte, number(text[1:]))
	}
	out, err := hex.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return out
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return n
}
