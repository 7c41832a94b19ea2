// The life of a cluster through the AWS SDK for Go: `go run . URL`. Ends with the first thing that is not as it should be.
package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"log"
	"math/big"
	"net/http"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/cloudhsmv2"
	"github.com/aws/aws-sdk-go-v2/service/cloudhsmv2/types"
)

var (
	url = os.Args[1]
	ctx = context.Background()
)

func main() {
	settings, err := config.LoadDefaultConfig(ctx)
	check(err)
	client := cloudhsmv2.NewFromConfig(settings, func(options *cloudhsmv2.Options) { options.BaseEndpoint = aws.String(url) })

	created, err := client.CreateCluster(ctx, &cloudhsmv2.CreateClusterInput{
		HsmType:   aws.String("hsm2m.medium"),
		Mode:      types.ClusterModeFips,
		SubnetIds: []string{"subnet-0aaa1111aaa1111aa", "subnet-0bbb2222bbb2222bb"},
		TagList:   []types.Tag{{Key: aws.String("by"), Value: aws.String("go")}},
	})
	check(err)
	id := created.Cluster.ClusterId
	wait()
	expect("state", cluster(client, id).State, types.ClusterStateUninitialized)

	_, err = client.CreateHsm(ctx, &cloudhsmv2.CreateHsmInput{ClusterId: id, AvailabilityZone: aws.String("us-east-1a")})
	check(err)
	wait()
	hsm := cluster(client, id).Hsms[0]
	expect("HSM", hsm.State, types.HsmStateActive)

	signed, anchor := sign(*cluster(client, id).Certificates.ClusterCsr)
	_, err = client.InitializeCluster(ctx, &cloudhsmv2.InitializeClusterInput{ClusterId: id, SignedCert: &anchor, TrustAnchor: &anchor})
	var refused *types.CloudHsmInvalidRequestException
	expect("a certificate of another key is refused", errors.As(err, &refused), true)
	_, err = client.InitializeCluster(ctx, &cloudhsmv2.InitializeClusterInput{ClusterId: id, SignedCert: &signed, TrustAnchor: &anchor})
	check(err)
	wait()
	expect("state", cluster(client, id).State, types.ClusterStateInitialized)

	tags, err := client.ListTags(ctx, &cloudhsmv2.ListTagsInput{ResourceId: id})
	check(err)
	expect("tags", len(tags.TagList), 1)

	_, err = client.DeleteCluster(ctx, &cloudhsmv2.DeleteClusterInput{ClusterId: id})
	expect("a cluster with an HSM is not deleted", errors.As(err, &refused), true)
	_, err = client.DeleteHsm(ctx, &cloudhsmv2.DeleteHsmInput{ClusterId: id, HsmId: hsm.HsmId})
	check(err)
	wait()
	_, err = client.DeleteCluster(ctx, &cloudhsmv2.DeleteClusterInput{ClusterId: id})
	check(err)
	wait()
	_, err = client.ListTags(ctx, &cloudhsmv2.ListTagsInput{ResourceId: aws.String("cluster-aaaaaaaaaaa")})
	var missing *types.CloudHsmResourceNotFoundException
	expect("an unknown cluster is not found", errors.As(err, &missing), true)

	backups := 0
	pages := cloudhsmv2.NewDescribeBackupsPaginator(client, &cloudhsmv2.DescribeBackupsInput{MaxResults: aws.Int32(1)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		check(err)
		backups += len(page.Backups)
	}
	fmt.Printf("deleted with %d backup left\n", backups)
}

func cluster(client *cloudhsmv2.Client, id *string) types.Cluster {
	found, err := client.DescribeClusters(ctx, &cloudhsmv2.DescribeClustersInput{Filters: map[string][]string{"clusterIds": {*id}}})
	check(err)
	return found.Clusters[0]
}

// Until nothing is under way.
func wait() {
	answer, err := http.Post(url+"/_emulator/idle", "application/json", bytes.NewBufferString("{}"))
	check(err)
	expect("idle", answer.StatusCode, 200)
}

// The certificate that a CA of ours makes of a CSR, and that CA's.
func sign(csr string) (string, string) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	check(err)
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "CloudHSM CA"}, NotBefore: now, NotAfter: now.AddDate(10, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	anchor, err := x509.CreateCertificate(rand.Reader, root, root, &key.PublicKey, key)
	check(err)
	block, _ := pem.Decode([]byte(csr))
	request, err := x509.ParseCertificateRequest(block.Bytes)
	check(err)
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: request.Subject, NotBefore: now, NotAfter: now.AddDate(10, 0, 0)}
	signed, err := x509.CreateCertificate(rand.Reader, leaf, root, request.PublicKey, key)
	check(err)
	return text(signed), text(anchor)
}

func text(der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

func expect[T comparable](what string, is, should T) {
	if is != should {
		log.Fatalf("%s: %v, not %v", what, is, should)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
