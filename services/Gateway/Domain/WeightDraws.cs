using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace AllianceServices.Gateway.Domain;

/// <summary>
/// Random weights around given ones: independent Gamma(alpha, 1) draws, of which any selection, divided by its sum, is a draw
/// from a Dirichlet distribution. They are kept, because drawing takes a hundred times as long as using them, and a track has
/// the same weights on most days.
/// </summary>
internal static class WeightDraws
{
    /// <summary>Draws for each weight.</summary>
    public const int Count = 4000;

    // The sum of all alphas. With it a weight of a tenth varies by about 3 hundredths.
    private const double Concentration = 100;

    // Callers choose the weights of a what-if, so that both must be bounded. 4 million numbers are 32 MB.
    private const int MostKept = 16;
    private const int MostNumbersKept = 4_000_000;

    private static readonly Lock Access = new();
    private static readonly LinkedList<Entry> Recent = [];

    /// <summary>For each weight <see cref="Count"/> draws. The same for the same weights and seed, kept or not.</summary>
    /// <param name="weights">The weights, finite and above 0.</param>
    /// <param name="seed">The seed of the draws.</param>
    public static double[][] Of(double[] weights, int seed)
    {
        if (Find(weights, seed) is { } kept)
        {
            return kept;
        }

        // Outside of the lock: two callers that draw the same at once get the same.
        var draws = Draw(weights, seed);
        Keep(new Entry(weights, seed, draws));
        return draws;
    }

    private static double[][] Draw(double[] weights, int seed)
    {
        var random = new MersenneTwister(seed, threadSafe: false);
        var total = weights.Sum();
        return [.. weights.Select(weight =>
        {
            var draws = new double[Count];
            Gamma.Samples(random, draws, shape: Concentration * weight / total, rate: 1);
            return draws;
        })];
    }

    private static double[][]? Find(double[] weights, int seed)
    {
        lock (Access)
        {
            for (var node = Recent.First; node is not null; node = node.Next)
            {
                if (node.Value.Seed == seed && node.Value.Weights.AsSpan().SequenceEqual(weights))
                {
                    Recent.Remove(node);
                    Recent.AddFirst(node);
                    return node.Value.Draws;
                }
            }

            return null;
        }
    }

    private static void Keep(Entry entry)
    {
        lock (Access)
        {
            Recent.AddFirst(entry);
            while (Recent.Count > 1 && (Recent.Count > MostKept || Recent.Sum(e => e.Numbers) > MostNumbersKept))
            {
                Recent.RemoveLast();
            }
        }
    }

    private sealed record Entry(double[] Weights, int Seed, double[][] Draws)
    {
        public long Numbers => (long)Draws.Length * Count;
    }
}
