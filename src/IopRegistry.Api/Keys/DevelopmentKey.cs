namespace IopRegistry.Api.Keys;

/// <summary>The master key of the product's own database: made once, in a file beside it that only its owner reads.</summary>
internal static class DevelopmentKey
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Nodes that start at once agree on one: a file is moved into place whole, and the first one stays.</summary>
    public static string In(string path)
    {
        if (!File.Exists(path))
        {
            var made = $"{path}.{Guid.CreateVersion7():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using (var writer = new StreamWriter(made, options))
            {
                writer.Write(MasterKeys.Make());
            }

            try
            {
                File.Move(made, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(made);
            }
        }

        return File.ReadAllText(path).Trim();
    }
}
