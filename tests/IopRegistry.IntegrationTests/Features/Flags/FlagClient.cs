using System.Net.Http.Json;
using IopRegistry.Api.Features.Flags;
using IopRegistry.Api.Http;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Features.Flags;

/// <summary>Reading flags as a party does.</summary>
internal static class FlagClient
{
    public const string Root = "/iop/v1/flags";

    public static async Task<IReadOnlyList<FlagView>> FlagsAsync(this Case agreement, Member by, string query = "") =>
        (
            await by.Http.GetFromJsonAsync<FlagPage>($"{agreement.Path}/flags?limit=100{query}", StrictJson.Options)
        )!.Flags;

    public static async Task<FlagPage> ListAsync(this Member by, string query = "") =>
        (await by.Http.GetFromJsonAsync<FlagPage>($"{Root}?limit=100{query}", StrictJson.Options))!;

    public static async Task<(GetFlag.Response View, string ETag)> ReadFlagAsync(this Member by, Guid id)
    {
        using var response = await by.Http.GetAsync($"{Root}/{id}");
        response.EnsureSuccessStatusCode();
        return (
            (await response.Content.ReadFromJsonAsync<GetFlag.Response>(StrictJson.Options))!,
            response.Headers.ETag!.ToString()
        );
    }

    public static Task<HttpResponseMessage> AcknowledgeAsync(
        this Member by,
        Guid id,
        string? etag,
        object? body = null,
        string? key = null
    ) =>
        Case.SendAsync(
            by,
            HttpMethod.Post,
            $"{Root}/{id}/acknowledgements",
            body ?? new { note = "Vi har tagit upp det." },
            etag,
            key ?? Guid.CreateVersion7().ToString()
        );
}
