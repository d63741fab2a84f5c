using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>
/// Text handed to a caller to be given back later, bound to the question that it was made for: with another question, or
/// altered, it is not read.
/// </summary>
public static class BoundToken
{
    private const int BindingLength = 8;

    /// <summary>A token.</summary>
    /// <param name="question">Everything that must be the same when the token comes back.</param>
    /// <param name="content">What to remember.</param>
    public static string Write(string question, string content) =>
        WebEncoders.Base64UrlEncode([.. Binding(question, content), .. Encoding.UTF8.GetBytes(content)]);

    /// <summary>Reads a token; false if it was not made for the question.</summary>
    public static bool TryRead(string question, string token, [NotNullWhen(true)] out string? content)
    {
        content = null;
        try
        {
            var bytes = WebEncoders.Base64UrlDecode(token);
            if (bytes.Length > BindingLength)
            {
                var text = Encoding.UTF8.GetString(bytes.AsSpan(BindingLength));
                content = Binding(question, text).SequenceEqual(bytes.AsSpan(0, BindingLength)) ? text : null;
            }
        }
        catch (FormatException)
        {
            // Not one of ours.
        }
        return content is not null;
    }

    private static ReadOnlySpan<byte> Binding(string question, string content) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{question}\0{content}")).AsSpan(0, BindingLength);
}
