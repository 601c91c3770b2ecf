namespace IopRegistry.IntegrationTests.Contract;

/// <summary>
/// The contract in use: clients are generated from the committed document as an integrator would, compiled, and carry an
/// agreement from proposal to signature against the product over a real socket. What they do is in tests/clients.
/// </summary>
public sealed class ClientTests(ClientFixture product) : IClassFixture<ClientFixture>
{
    [Fact]
    public async Task The_CSharp_client_of_NSwag_carries_an_agreement_from_proposal_to_signature()
    {
        using var workshop = ClientWorkshop.Of("csharp");
        await workshop.RunAsync(
            ClientWorkshop.Tool("nswag"),
            "run",
            "nswag.json",
            $"/variables:Document={ClientWorkshop.Document}"
        );
        await workshop.RunAsync(
            "dotnet",
            ["build", "Walk.csproj", "--output", "out", "--nologo", "--verbosity", "quiet", "--disable-build-servers"]
        );
        var told = await workshop.RunAsync("dotnet", ["out/Walk.dll", .. product.Arguments]);
        await AssertCarriedAsync(told, "Proposed", "Negotiating", "Deciding", "Signing", "Signed");
    }

    [Fact]
    public async Task The_TypeScript_client_of_openapi_fetch_carries_an_agreement_from_proposal_to_signature()
    {
        using var workshop = ClientWorkshop.Of("typescript");
        await workshop.RunAsync(
            ClientWorkshop.Tool("openapi-typescript"),
            ClientWorkshop.Document,
            "--output",
            "iop.ts",
            "--root-types",
            "--root-types-no-schema-prefix",
            "--default-non-nullable=false"
        );
        await workshop.RunAsync(ClientWorkshop.Tool("tsc"), "--project", ".");
        var told = await workshop.RunAsync("node", ["out/walk.mjs", .. product.Arguments]);
        await AssertCarriedAsync(told, "proposed", "negotiating", "deciding", "signing", "signed");
    }

    /// <summary>What the client told, and what the product says when it is asked without any client.</summary>
    private async Task AssertCarriedAsync(string[] told, params string[] states)
    {
        var reference = told[0].Split(' ')[0];
        Assert.Equal(
            [
                $"{reference} {states[0]}",
                $"{reference} {states[1]}",
                "refused: version-not-complete, for lack of text-incomplete, public-commitment-missing, "
                    + "public-contribution-missing, civil-commitment-missing, civil-contribution-missing, term-unknown, "
                    + "follow-up-plan-missing",
                "refused: changed-by-someone-else",
                $"{reference} {states[2]}",
                $"{reference} {states[3]}",
                $"{reference} {states[4]}",
                $"{reference} {states[4]}",
            ],
            told
        );

        var list = await product.ListAsync(reference);
        Assert.Equal(reference, list.GetProperty("agreements")[0].GetProperty("reference").GetString());
        Assert.Equal("signed", list.GetProperty("agreements")[0].GetProperty("state").GetString());
    }
}
