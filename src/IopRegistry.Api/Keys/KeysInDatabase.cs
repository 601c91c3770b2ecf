using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml.Linq;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Keys;

/// <summary>The key ring of data protection as rows, each sealed as a whole with the master key.</summary>
internal sealed class KeysInDatabase(IServiceScopeFactory scopes, MasterKeys master, TimeProvider clock)
    : IXmlRepository
{
    /// <summary>What a row is sealed as: moved to another row, it does not open.</summary>
    public static byte[] ContextOf(Guid id) => id.ToByteArray(bigEndian: true);

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var rows = scope
            .ServiceProvider.GetRequiredService<IopDbContext>()
            .DataProtectionKeys.AsNoTracking()
            .OrderBy(key => key.Id)
            .ToList();
        return
        [
            .. rows.Select(row =>
                XElement.Parse(Encoding.UTF8.GetString(master.Open(row.MasterKeyId, row.Sealed, ContextOf(row.Id))))
            ),
        ];
    }

    [SuppressMessage(
        "ApiDesign",
        "RS0030:Do not use banned APIs",
        Justification = "The framework's interface is synchronous; it happens every few months."
    )]
    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var id = Guid.CreateVersion7();
        db.Add(
            new DataProtectionKey
            {
                Id = id,
                Name =
                    friendlyName.Length <= DataProtectionKey.NameMaxLength
                        ? friendlyName
                        : friendlyName[..DataProtectionKey.NameMaxLength],
                MasterKeyId = master.CurrentId,
                Sealed = master.Seal(
                    Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)),
                    ContextOf(id)
                ),
                CreatedAt = clock.GetUtcNow(),
            }
        );
        db.SaveChanges();
    }
}
