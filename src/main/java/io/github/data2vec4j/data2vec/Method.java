package io.github.data2vec4j.data2vec;

/**
 * The numbers of the method.
 *
 * @param targets how targets are made
 * @param loss how predictions are compared with them
 * @param ema how slowly the teacher follows
 * @param clipNorm largest L2 norm of all gradients; 0 for no limit
 * @param spared which parameters weight decay leaves alone
 */
public record Method(Targets targets, RegressionLoss loss, EmaDecay ema, double clipNorm, Spared spared) {

    public Method {
        if (!(clipNorm >= 0)) {
            throw new IllegalArgumentException("clipNorm must not be negative, is " + clipNorm);
        }
    }
}
